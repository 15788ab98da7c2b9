"""Titles that columns usually bear, by field, and words that types are written with.

Gathered from supplier masters and lists in several languages; compared as `columns.fold` folds
them. FollowTheMoney's own property names stand among them, so FtM rows are read the same way.
"""

from __future__ import annotations

PARTY_TITLES = {
    "id": (
        "row id,row_id,record id,query id,supplier id,vendor id,company id,entity id,customer id,"
        "party id,client id,partner id,supplier number,supplier no,supplier code,vendor number,"
        "vendor no,vendor code,account number,customer number,reference,ref,ref no,key,uid,"
        "lieferantennummer,lieferanten-nr,lieferantennr,kreditor,kreditorennummer,kundennummer,"
        "code fournisseur,numéro fournisseur,código proveedor,codigo de proveedor,"
        "供应商编号,供应商代码,客户编号,編號,编号,序号,код поставщика,номер поставщика,"
        "codice fornitore,código do fornecedor"
    ),
    "name": (
        "names,full name,fullname,name full,supplier,supplier name,vendor,vendor name,company,"
        "company name,business name,business,legal name,legal entity,legal entity name,"
        "registered name,entity,entity name,organisation,organization,organisation name,"
        "organization name,org name,party,party name,counterparty,counterparty name,customer,"
        "customer name,client,client name,partner,partner name,business partner,manufacturer,"
        "manufacturer name,maker,contractor,contractor name,subcontractor,distributor,creditor,"
        "payee,beneficiary,beneficiary name,owner,owner name,shareholder,individual name,"
        "person name,person,subject,caption name,primary name,account name,firm,firm name,"
        "provider,provider name,bidder,tenderer,awardee,exporter,importer,consignee,shipper,"
        "lieferant,lieferantenname,firma,firmenname,name der firma,unternehmen,unternehmensname,"
        "hersteller,auftragnehmer,geschäftspartner,kunde,kreditorenname,name des lieferanten,"
        "fournisseur,nom du fournisseur,nom fournisseur,nom,nom complet,raison sociale,entreprise,"
        "société,dénomination,dénomination sociale,fabricant,nom de l'entreprise,"
        "proveedor,nombre del proveedor,nombre proveedor,nombre,nombre completo,razón social,"
        "empresa,compañía,denominación,denominación social,fabricante,contratista,"
        "fornitore,nome fornitore,ragione sociale,azienda,impresa,denominazione,nome,"
        "fornecedor,nome do fornecedor,razão social,nome completo,"
        "leverancier,naam,leveranciersnaam,bedrijf,bedrijfsnaam,"
        "leverantör,leverandør,företag,namn,navn,virksomhed,toimittaja,yritys,"
        "dostawca,nazwa,nazwa dostawcy,nazwa firmy,dodavatel,název,název dodavatele,název firmy,"
        "tedarikçi,tedarikçi adı,firma adı,şirket,şirket adı,unvan,ünvan,"
        "поставщик,наименование,наименование поставщика,название,название компании,компания,"
        "организация,наименование организации,полное наименование,контрагент,фио,имя полностью,"
        "постачальник,найменування,назва,"
        "供应商,供应商名称,供應商,供應商名稱,公司,公司名称,公司名稱,企业,企业名称,企業名稱,名称,名稱,"
        "单位名称,厂商,廠商,制造商,客户名称,姓名,仕入先,仕入先名,会社名,企業名,氏名,取引先,取引先名,"
        "공급업체,공급자,회사명,업체명,이름,المورد,اسم المورد,الشركة,اسم الشركة,الاسم,ספק,שם הספק,"
        "προμηθευτής,επωνυμία,nhà cung cấp,tên công ty,pemasok,nama,nama perusahaan"
    ),
    "alias": (
        "aliases,also known as,aka,a.k.a.,other name,other names,further names,alternative name,"
        "alternative names,alternate name,alternate names,alt name,alt names,trade name,"
        "trading name,trading as,doing business as,dba,d/b/a,former name,former names,"
        "formerly known as,fka,f.k.a.,previous name,previous names,previousName,weakAlias,"
        "weak alias,abbreviation,short name,acronym,local name,native name,original name,"
        "name original script,name in original script,name (original script),english name,"
        "name english,chinese name,name local,brand,brand name,transliterated name,"
        "name 2,name2,kurzname,handelsname,früherer name,weitere namen,"
        "nom commercial,ancien nom,sigle,nombre comercial,nome fantasia,nome commerciale,"
        "别名,别称,曾用名,简称,英文名称,英文名,中文名称,中文名,外文名称,псевдоним,"
        "краткое наименование,прежнее наименование,другие названия,別名,略称,英語名"
    ),
    "first_name": (
        "given name,given names,forename,forenames,firstName,vorname,prénom,nombre de pila,"
        "имя,名,fornavn,förnamn,voornaam"
    ),
    "middle_name": "middle names,second name,secondName,patronymic,отчество,fatherName",
    "last_name": (
        "surname,family name,lastName,nachname,familienname,nom de famille,apellido,apellidos,"
        "cognome,sobrenome,фамилия,姓,achternaam,efternamn,etternavn"
    ),
    "vessel": "vessel name,ship,ship name,schiff,schiffsname,navire,buque,судно,船名",
    "schema": (
        "type,entity type,party type,record type,customer type,supplier type,subject type,"
        "kind,legal entity type,typ,art,tipo,тип,类型,類型,種別,유형"
    ),
    "country": (
        "countries,country code,country name,country iso,iso country,country of incorporation,"
        "country of registration,country of residence,country of origin,registered country,"
        "incorporation country,nationality,nationalities,citizenship,citizenships,jurisdiction,"
        "jurisdiction code,mainCountry,main country,supplier country,vendor country,domicile,"
        "flag,flag state,nation,land,ländercode,länderkennzeichen,staatsangehörigkeit,sitzland,"
        "pays,code pays,nationalité,país,código país,nacionalidad,paese,nazione,nazionalità,"
        "nacionalidade,kraj,země,stát,ülke,uyruk,maa,страна,гражданство,країна,国家,國家,国家代码,"
        "国籍,國籍,国别,国,国名,국가,국적,الدولة,البلد,الجنسية,מדינה,χώρα,quốc gia,negara"
    ),
    "birth_date": (
        "date of birth,dob,d.o.b.,birth date,birthday,birthDate,born,year of birth,birth year,"
        "geburtsdatum,geboren,geburtstag,date de naissance,né le,fecha de nacimiento,"
        "data di nascita,data de nascimento,geboortedatum,födelsedatum,fødselsdato,"
        "data urodzenia,datum narození,doğum tarihi,дата рождения,дата народження,"
        "出生日期,生日,出生年月,生年月日,생년월일,تاريخ الميلاد"
    ),
    "address": (
        "addresses,full address,registered address,registered office,business address,"
        "legal address,headquarters,postal address,mailing address,location,anschrift,adresse,"
        "adresse complète,dirección,domicilio,indirizzo,endereço,adres,адрес,"
        "юридический адрес,адреса,地址,注册地址,住址,住所,所在地,주소,العنوان"
    ),
    "street": (
        "street address,address line,address line 1,address 1,line 1,strasse,straße,rue,calle,"
        "via,rua,ulica,улица,街道,addressStreet"
    ),
    "city": (
        "town,municipality,ort,stadt,ville,ciudad,città,cidade,plaats,miasto,город,城市,市,도시"
    ),
    "region": "state,province,county,bundesland,département,provincia,регион,область,省,省份,州",
    "postal_code": (
        "postcode,post code,zip,zip code,postalCode,plz,postleitzahl,code postal,código postal,"
        "cap,cep,postnummer,индекс,почтовый индекс,邮编,邮政编码,郵便番号,우편번호"
    ),
}
"""For each field that is no identifier, the titles of its columns, beside its own name."""

IDENTIFIER_TITLES = {
    "identifier": "identifiers,id value,unique identifier,other id,other identifier",
    "leiCode": "lei,lei code,legal entity identifier,lei number",
    "registrationNumber": (
        "registration number,registration no,registration id,reg number,reg no,regno,"
        "registered number,company number,company no,company registration number,"
        "company registration no,companies house number,crn,commercial register number,"
        "commercial registration,cr number,trade register number,handelsregister,hrb,hr-nummer,"
        "handelsregisternummer,registernummer,siren,siret,rcs,numéro d'immatriculation,"
        "número de registro,kvk,kvk-nummer,organisationsnummer,organisasjonsnummer,org nr,krs,"
        "ičo,cvr,cin,uen,abn,acn,注册号,工商注册号,登记号,регистрационный номер,법인등록번호,"
        "法人番号,edrpou,єдрпоу,едрпоу"
    ),
    "taxNumber": (
        "tax number,tax no,tax id,tin,tax identification number,taxpayer id,tax code,ein,"
        "steuernummer,steuer-id,numéro fiscal,nif,cif,rut,ruc,rfc,cuit,cnpj,cpf,nit,"
        "codice fiscale,partita iva e cf,nip,dič,vergi no,vergi numarası,税号,纳税人识别号"
    ),
    "vatCode": (
        "vat,vat number,vat no,vat id,vat code,vat registration number,ust-id,ust-idnr,"
        "umsatzsteuer-id,uid-nummer,tva,numéro de tva,n° tva,iva,partita iva,p.iva,btw,"
        "btw-nummer,moms,gstin,gst number"
    ),
    "uscCode": (
        "usc,usc code,uscc,unified social credit code,unified social credit identifier,"
        "统一社会信用代码,社会信用代码,信用代码,統一社會信用代碼"
    ),
    "imoNumber": "imo,imo number,imo no",
    "mmsi": "mmsi number",
    "callSign": "call sign",
    "dunsCode": "duns,duns number,d-u-n-s,duns no,d-u-n-s number",
    "passportNumber": (
        "passport,passport number,passport no,passnummer,reisepass,numéro de passeport,pasaporte,"
        "номер паспорта,паспорт,护照号,护照号码,护照"
    ),
    "socialSecurityNumber": "ssn,social security number,social security no",
    "idNumber": (
        "id number,id no,national id,national id number,national identification number,"
        "identity number,identity card,identity card number,personal number,ausweisnummer,"
        "personalausweis,dni,cédula,cedula,curp,pesel,身份证,身份证号,身份证号码"
    ),
    "innCode": "inn,inn code,инн",
    "ogrnCode": "ogrn,ogrn code,огрн",
    "kppCode": "kpp,кпп",
    "okpoCode": "okpo,окпо",
    "swiftBic": "swift,bic,swift code,bic code,swift/bic",
    "isinCode": "isin,isin code",
    "cikCode": "cik,cik number",
    "cageCode": "cage,cage code,ncage",
    "uniqueEntityId": "uei,unique entity id,sam uei",
    "npiCode": "npi",
    "permId": "permid",
    "bvdId": "bvd id,bvd",
    "wikidataId": "wikidata,qid,wikidata id",
    "licenseNumber": "license number,licence number,license no,licence no",
}
"""For each FollowTheMoney identifier property, the titles of its columns, beside its own name."""

SCHEMA_WORDS = {
    "Person": (
        "individual,natural person,human,private person,private individual,p,ind,natürliche person,"
        "privatperson,personne,personne physique,persona,persona física,persona fisica,"
        "pessoa física,физическое лицо,физлицо,физ. лицо,个人,自然人,個人,개인"
    ),
    "Company": (
        "business,corporation,corporate,firm,enterprise,supplier,vendor,unternehmen,firma,"
        "société,entreprise,empresa,sociedad,azienda,società,компания,公司,企业,企業,会社,회사"
    ),
    "Organization": (
        "organisation,entity,org,institution,ngo,non-profit,association,group,organisme,"
        "organización,organizzazione,organisatie,организация,组织,机构,組織,団体"
    ),
    "LegalEntity": (
        "legal person,legal entity,juristische person,personne morale,persona jurídica,"
        "persona giuridica,pessoa jurídica,юридическое лицо,юрлицо,法人,party,other,unknown"
    ),
    "PublicBody": "public body,government,government body,authority,agency,state body,ministry",
    "Vessel": "ship,boat,tanker,schiff,navire,buque,судно,船舶,船",
    "Airplane": "aircraft,plane,flugzeug,avion,самолет,飞机",
    "Vehicle": "car,truck",
    "CryptoWallet": "crypto wallet,wallet",
    "Security": "securities,bond,share",
    "Asset": "",
    "Thing": "",
}
"""For each FollowTheMoney schema that is screened, the words that type columns use for it."""
