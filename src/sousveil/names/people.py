"""Words in people's names that carry little, and spellings that belong together.

The lists are our own and general: particles, forms of address, and given names and surnames that
very many people everywhere bear. They weigh evidence down; they never identify anyone.
"""

from __future__ import annotations

_PARTICLES = """
al el ul ur il as ash ad ar an at az abd abu abou bu umm um bin ben ibn bint binti bt ould wuld
ait von van vom zu zum zur der den ter ten te de del della di da do dos das du des la le les lo
los las y e i of af av ap mac mc o san santa st ud us haj na
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Parts that join others. Some (`abu`) make a name with the next part, but never alone."""

_TITLES = """
mr mrs ms miss mister dr doctor prof professor sir dame lord lady hon rev reverend capt captain
col colonel gen general lt lieutenant maj major sgt brig brigadier admiral commander president
minister ambassador senator sheikh shaikh shaykh sheik haji hajji hajj hadji mullah mulla mawlawi
maulavi maulawi moulavi maulana mawlana qari ustad ustaz imam hafiz sayed sayyid said syed
engineer eng ing dipl mme mlle monsieur herr frau senor senora sr jr junior senior don dona
gospodin pan pani ii iii iv alhaj alhaji emir prince princess king queen akhund
"""
TITLES = frozenset(_TITLES.split())
"""Forms of address, ranks and suffixes: parts that may be left out."""

_COMMON = """
muhammad ahmad ali hassan hussein khan omar ibrahim ismail yusuf abdullah rahman rahim
aziz karim hamid khalid mahmud said saleh salim mustafa kim lee park wang zhang liu
chen yang zhao huang zhou wu xu sun ma zhu hu guo lin he gao nguyen tran le pham singh kumar devi
sharma das garcia rodriguez martinez hernandez lopez gonzalez perez sanchez gomez diaz jose juan
maria carlos luis jorge ana antonio francisco manuel silva santos john james robert michael
william david richard thomas mary smith johnson brown jones williams mueller schmidt hans peter
thomas martin jean pierre ivan ivanov alexander sergei vladimir andrei dmitri mikhail nikolai
elena olga anna natalia tatiana daniel paul mark george
"""
COMMON = frozenset(_COMMON.split())
"""Names so frequent that meeting them says less (after `VARIANTS`)."""

_FAMILIES = """
muhammad mohammed mohamed mohammad muhammed mohamad muhamad mohamud mohd muhammet mahomed mohammod
ahmad ahmed achmad akhmed akhmad ahmet
hassan hasan hasson
hussein hussain husain husayn hossein hosein huseyin husein hussien
yusuf yousef youssef yousuf yusif yousif jusuf
ibrahim ebrahim ibraheem brahim
ismail ismael esmail esmaeil
mustafa mostafa moustafa mustapha
omar umar omer
uthman othman osman usman
khalid khaled halid
said saeed saeid sayeed
mahmud mahmoud mehmood mahmood
abdul abdel abdal abdol abdoul
alexander aleksandr alexandr aleksander oleksandr alyaksandr alexandre
sergei sergey serhiy serhii siarhei
andrei andrey andriy andrii
dmitri dmitry dmitriy dmytro
mikhail michail mykhailo
nikolai nikolay mykola
vladimir volodymyr uladzimir wladimir
yevgeny evgeny evgeni evgenii yevhen
georgy georgi georgiy heorhiy
pavel pavlo
pyotr petr petro pjotr
yuri yury yuriy iurii juri
kim gim
lee li ri yi rhee
park pak bak
choi choe
"""
VARIANTS = {
    word: line.split()[0] for line in _FAMILIES.strip().splitlines() for word in line.split()
}
"""Spelling of a widespread name to the one that stands for all of them."""

_NICKNAMES = """
theodore ted teddy
benjamin ben benny
william bill billy will
robert bob bobby rob
richard dick rick
james jim jimmy
john jack johnny
michael mike mick
thomas tom tommy
joseph joe
edward ed eddie ted
alexander alex sasha
anthony tony
charles charlie chuck
daniel dan danny
david dave
donald don
elizabeth liz beth betty
francis frank
frederick fred
gregory greg
katherine kate kathy
lawrence larry
margaret maggie peggy
matthew matt
nicholas nick
patrick pat
peter pete
samuel sam
stephen steve steven
timothy tim
vladimir volodya vova
dmitri dima
mikhail misha
ivan vanya
ekaterina katya
nikolai kolya
konstantin kostya
jose pepe
francisco paco pancho
"""
NICKNAMES = {
    word: frozenset(
        line.split()[0] for line in _NICKNAMES.strip().splitlines() if word in line.split()
    )
    for word in _NICKNAMES.split()
}
"""Short form, or the full one itself, to the full names that it may stand for."""
