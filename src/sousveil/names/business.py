"""Words that company names are built from, and how little each says of who the company is.

The lists are our own, put together from what company registers everywhere are full of. A line is
one meaning: the English word first, then the words that say the same in other languages, as
`sousveil.names.scripts.latin` writes them (Chinese as it stands). They are fixed on purpose: a
score depends on the two parties compared, never on the lists that happen to be loaded.
"""

from __future__ import annotations

import json
from functools import cache

from rigour import _core

COMPANY = """
company co compania compagnie companhia compagnia kompaniya kompania sharika sherkat sirketi
corporation corp korporatsiya korporacja corporacion corporacao
incorporated inc
limited ltd
enterprise enterprises entreprise empresa predpriyatie qiye 企业 企業
firm firma
"""
"""Words that only say that it is a company."""

GENERIC = """
group gruppe groupe grupo gruppo gruppa grup jituan 集团 集團 그룹
holding holdings kholding konggu 控股
international internacional internazionale mezhdunarodnaya mezhdunarodny intl guoji 国际 國際
global globe worldwide world
trading trade trader traders torgovy torgovaya handel
trading handels commerce comercio maoyi 贸易 貿易 tijarat
general generale allgemeine umumi
management mgmt upravlenie
business businesses
services service servicios servizi dienstleistungen uslugi khadamat fuwu 服务 服務
solutions solution
systems system systeme sistemas sistemi sistemy xitong 系统 系統
products product produkte productos produkty
industries industry industrial industrie industria industriya
industries promyshlennost gongye 工业 工業 sanat sanaye
development entwicklung desarrollo razvitie fazhan 发展 發展
investment investments invest investissement inversiones investitsii touzi 投资 投資
partners partner
associates association associated verband assotsiatsiya asociacion xiehui 协会 協會
brothers bros
import imports importation
export exports
office buero bureau biuro
agency agentur agentstvo
center centre zentrum centro tsentr markaz zhongxin 中心
house haus dom
consulting consultants consultancy consult advisory
supply supplies supplier suppliers
marketing
sales vertrieb
organization organisation organisatsiya sazman
national nationale nacional natsionalny melli watani
state staat gosudarstvennoe gosudarstvenny guojia 国家 國家
united unity
new neue nuevo novy novaya
first erste primero
north northern nord norte severny
south southern sud sur yuzhny
east eastern ost este vostochny
west western ouest oeste zapadny
central zentral
public
private
joint stock aktsionernoe gufen 股份
branch filial zweigstelle 分公司
subsidiary
units unit
"""
"""Words that go with any trade."""

SECTOR = """
technology technologies tech technologie tecnologia tekhnologii keji jishu 科技 技术 技術 기술
electronics electronic elektronik electronica elektronika dianzi 电子 電子 전자
digital shuzi 数字 數字 数码
software ruanjian 软件 軟件
information informatics informatik xinxi 信息
communication communications telecommunication telecommunications telecom svyaz tongxin 通信
network networks wangluo 网络 網絡
internet
security securite seguridad bezopasnost anquan 安全 安防
surveillance
intelligence intelligent zhineng 智能
data daten shuju 数据 數據
science sciences scientific kexue 科学 科學
research forschung investigacion yanjiu 研究
institute institut instituto nii yanjiusuo yanjiuyuan 研究所 研究院
laboratory laboratories lab labor
university universitaet universidad universite universitet daxue 大学 大學
academy akademie akademiya
bank banque banco banca banka yinhang 银行 銀行 은행
insurance versicherung seguros strakhovanie baoxian 保险 保險
finance financial finanz financiera finans jinrong 金融
capital
fund funds fonds fondo fond jijin 基金
trust
securities
exchange sarafi hawala
oil petroleum petrol neft neftyanaya naft shiyou 石油
gas gaz
petrochemical petrochemicals patrushimi
chemical chemicals chemie quimica khimiya huagong 化工
energy energie energia energiya nengyuan 能源
power
electric electrical elektro dianqi 电气 電氣
steel stahl acier acero stal gangtie 钢铁 鋼鐵
metal metals metall
mining mine mines mineral minerals gornaya kuangye 矿业 礦業
construction constructions bau construccion stroitelstvo stroy jianshe jianzhu 建设 建設 建筑
engineering ingenieria inzhiniring gongcheng 工程
building buildings
real estate immobilien inmobiliaria
shipping schiffahrt naviera sudokhodstvo hangyun 航运 航運
marine maritime haishi
ship ships shipbuilding shipyard
transport transportation transporte transportes
logistics logistik logistica wuliu 物流
freight cargo
airline airlines airways
aviation aviatsiya hangkong 航空
aircraft
aerospace hangtian 航天
airport
motor motors automotive automobile auto qiche 汽车 汽車
machinery machine machines maschinenbau jixie 机械 機械
instrument instruments priborostroenie priborostroitelny yiqi 仪器 儀器
equipment ausruestung oborudovanie shebei 设备 設備
tools tool
manufacturing manufacture manufacturer making zhizao 制造 製造
plant factory works werk fabrik fabrica zavod kombinat gongchang 工厂 工廠 厂
production produktion proizvodstvo
food foods lebensmittel alimentos
agricultural agriculture agro
textile textiles
pharmaceutical pharmaceuticals pharma zhiyao 制药
medical medizin meditsinsky yiliao 医疗 醫療
medicine
health healthcare
hospital
hotel hotels
travel tourism tours turismo
media
publishing
foundation stiftung fundacion fondation
charity charitable
school schule
ministry ministerium ministerio ministerstvo
department
government regierung gobierno
defense defence
military
police
union
cooperative
federation
committee
party
society
club
design
video shipin 视频 視頻
optical optics optik guangxue 光学
semiconductor semiconductors bandaoti 半导体
microelectronics weidianzi 微电子
computer computers jisuanji 计算机
automation avtomatika zidonghua 自动化
control
weapons arms
missile missiles
space
nuclear atomic
water
paper
plastic plastics
cement
diamond diamonds
gold golden
jewelry jewellery
petrochemie
currency
auction
ranch ganadera agropecuaria
restaurant
"""
"""Words that name a trade: two different ones speak against, one alone says little."""

BRANDLIKE = """
alpha beta gamma delta omega sigma atlas phoenix star sun sunrise victory eagle falcon lion tiger
royal king queen crown pioneer horizon ocean sea river blue green red black white silver
crystal pearl diamond future progress prime premier elite excel express fast smart super mega
universal continental inter trans euro asia pacific orient oriental atlantic baltic gulf caspian
alliance apex summit vision vega titan orion apollo mercury venus galaxy cosmos nova metro city
omni pro max plus top best good great grand master noor nur salam
"""
"""Words that many unrelated companies call themselves by."""

PLACES = """
africa african america american americas americana arab arabian arabia asian asia atlantic
austrian australian balkan baltic belarusian belorussian brazilian british bulgarian canadian
caribbean caucasus chinese chile danish deutsche deutschland dutch egyptian europe european
europa finnish french francaise german greek gulf hellenic hindustan indian indonesian iranian
iraqi irish islamic israeli italian japanese kazakh korean kuwaiti latvian lebanese libyan
malaysian mexican nippon norwegian pacific pakistani palestinian persian polish portuguese
rossii rossiyskaya russian russkiy saudi scandinavia schweiz scottish siberian spanish suisse
swedish swiss syrian taiwanese thai turkish ukrainian uk usa uae vietnamese yemeni zhongguo
zhonghua
beijing shanghai hangzhou shenzhen guangzhou guangdong zhejiang jiangsu sichuan chengdu wuhan
hubei hunan nanjing tianjin chongqing xian shaanxi shandong qingdao dalian liaoning harbin
suzhou ningbo fujian xiamen hefei anhui henan hebei hainan yunnan guizhou xinjiang tibet
hongkong hong kong macau taipei tokyo osaka kyoto seoul busan pyongyang delhi mumbai karachi
lahore islamabad kabul tehran isfahan tabriz mashhad baghdad basra damascus aleppo homs beirut
cairo alexandria tripoli tunis khartoum nairobi lagos johannesburg dubai abu dhabi sharjah doha
riyadh jeddah istanbul ankara izmir moscow moskva petersburg minsk kiev kyiv odessa donetsk
crimea sevastopol tbilisi baku yerevan almaty astana tashkent london paris berlin hamburg munich
frankfurt vienna wien zurich geneva basel amsterdam rotterdam brussels antwerp madrid barcelona
lisbon rome milan milano athens sofia bucharest belgrade zagreb warsaw prague budapest riga
vilnius tallinn helsinki stockholm oslo copenhagen york angeles francisco chicago boston houston
miami toronto montreal mexico bogota caracas lima santiago buenos aires havana sydney melbourne
中国 中華 中华 北京 上海 杭州 深圳 广州 廣州 广东 廣東
浙江 江苏 江蘇 四川 成都 武汉 武漢 南京 天津 重庆 重慶 西安
山东 山東 苏州 蘇州 厦门 廈門 合肥 香港 台湾 台灣 新疆 西藏 日本 東京
"""

_STOP = """
the of and for in on at to a an und der die das des von fuer fur mit et de la le les du pour y e
el los las del da do dos di della per i v na po dlya van het al ve wa na
"""
STOP = frozenset(_STOP.split())
"""Words that join others; they carry nothing."""

_NOT_A_PLACE = STOP | {"island", "islands", "republic", "new", "north", "south", "east", "west"}


def _concepts(table: str) -> dict[str, str]:
    return {word: line.split()[0] for line in table.strip().splitlines() for word in line.split()}


COMPANY_WORDS = _concepts(COMPANY)
GENERIC_WORDS = _concepts(GENERIC)
SECTOR_WORDS = _concepts(SECTOR)
BRANDLIKE_WORDS = frozenset(BRANDLIKE.split())
CONCEPTS = {**SECTOR_WORDS, **GENERIC_WORDS, **COMPANY_WORDS}
"""Word to the word that stands for its meaning, for all three tables."""


@cache
def places() -> frozenset[str]:
    """Return words of place names: ours, and those of rigour's countries and regions."""
    found = set(PLACES.split())
    for line in _core.territories_jsonl().splitlines():
        name = json.loads(line)["name"].casefold()
        found.update(word for word in name.split() if word.isalpha() and len(word) > 3)
    return frozenset(found - _NOT_A_PLACE)
