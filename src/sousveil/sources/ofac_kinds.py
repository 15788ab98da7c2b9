"""What OFAC's labels mean in FollowTheMoney: kinds of identifiers, features and measures.

The labels are those of the remarks in the legacy files, of `idType` in SDN.XML, and of
`FeatureType` and `IDRegDocType` in the advanced and enhanced files; they are nearly the same
words everywhere, so all four readers share these tables. Counted in SDN of 2019-03 and 2021-07
and in the consolidated non-SDN list.
"""

from __future__ import annotations

from collections.abc import Iterable

IDENTIFIERS = {
    "passportNumber": (
        "Passport", "Diplomatic Passport", "Passport Booklet", "Stateless Person Passport",
        "Passport No.", "British National Overseas Passport",
    ),
    "idNumber": (
        "National ID No.", "Cedula No.", "Cedula de Ciudadania", "Cedula de Residencia",
        "Personal ID Card", "D.N.I.", "Identification Number", "Citizen's Card Number",
        "National Foreign ID Number", "Residency Number", "Tazkira National ID Card",
        "Numero de Identidad", "Kenyan ID No.", "Turkish Identification Number",
        "Turkish Identificiation Number", "C.U.R.P.", "C.U.I.", "C.U.I.P.", "I.F.E.",
        "Electoral Registry No.", "Credencial electoral", "LE Number", "LM Number",
        "Driver's License No.", "Birth Certificate Number", "VisaNumberID", "Immigration No.",
        "Travel Document Number", "Cartilla de Servicio Militar Nacional", "Refugee ID Card",
        "Afghan Money Service Provider License Number", "Military Registration Number",
        "Serial No.", "Moroccan Personal ID No.", "Bosnian Personal ID No.", "Phone ID",
        "Interpol: Red Notice. File No.", "Stateless Person ID Card", "Tarjeta Profesional",
        "Pilot License Number", "BIK (RU)", "Chinese Commercial Code", "MSB Registration Number",
        "Global Intermediary Identification Number", "Paraguayan Cedula", "UN/LOCODE",
        "SRE Permit No.", "Seafarer's Identification Document", "Identity Card",
        "Romanian Permanent Resident", "Permit Number", "CNP (Personal Numerical Code)",
        "UAE Identification", "Italian Permit", "Legal Entity Number",
    ),
    "socialSecurityNumber": ("SSN", "Social Security Number", "N.I.E.", "Numident"),
    "registrationNumber": (
        "Registration ID", "Registration Number", "Company Number", "UK Company Number",
        "Commercial Registry Number", "C.R. No.", "Business Registration Number",
        "Business Registration Document #", "Business Number", "Chamber of Commerce Number",
        "Dubai Chamber of Commerce Membership No.", "Enterprise Number", "Folio Mercantil No.",
        "Matricula Mercantil No", "Public Registration Number", "File Number",
        "Certificate of Incorporation Number", "Registered Charity No.", "Branch Unit Number",
        "Economic Register Number (CBLS)", "Government Gazette Number", "Trade License No.",
        "Central Registration Number", "Organization Code", "Istanbul Chamber of Comm. No.",
        "Vessel Registration Identification", "Aircraft Tail Number", "Entity ID Number",
    ),
    "licenseNumber": ("License", "Banking License Number"),
    "taxNumber": (
        "Tax ID No.", "NIT #", "RUC #", "R.F.C.", "RFC", "RSIN", "RIF #", "C.U.I.T.", "RTN",
        "US FEIN", "C.I.F.", "C.N.P.J.", "C.P.F.",
        "Numero Unico de Identificacao Tributaria (NUIT)",
        "Italian Fiscal Code", "Fiscal Code", "Romanian Tax Registration",
        "Registro Federal de Contribuyentes", "Kyrgyz Tax ID", "C.U.I.L.", "N.I.F.",
    ),
    "vatCode": ("V.A.T. Number", "VAT Number"),
    "uscCode": (
        "Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)",
    ),
    "dunsCode": ("D-U-N-S Number",),
    "swiftBic": ("SWIFT/BIC",),
    "isinCode": ("ISIN",),
    "mmsi": ("MMSI",),
    "callSign": ("Vessel Call Sign", "Other Vessel Call Sign", "Call Sign"),
    "serialNumber": (
        "Aircraft Manufacturer's Serial Number (MSN)", "Aircraft Serial Identification",
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
    ),
}  # fmt: skip
"""FollowTheMoney property of a number, and the labels under which OFAC publishes such numbers.

`Legal Entity Number` holds LEIs and national numbers alike, `Vessel Registration Identification`
IMO numbers and others, `Government Gazette Number` Russia's OKPO: see `refined` in ofac_party.
"""

PROPERTIES = {
    "birthDate": ("DOB", "Birthdate", "Date of Birth"),
    "birthPlace": ("POB", "Place of Birth"),
    "nationality": ("nationality", "Nationality Country"),
    "citizenship": ("citizen", "Citizenship Country", "Citizenship"),
    "gender": ("Gender",),
    "position": ("Title",),
    "incorporationDate": ("Organization Established Date",),
    "sector": ("Organization Type",),
    "classification": ("Target Type",),
    "jurisdiction": ("Nationality of Registration",),
    "website": ("Website",),
    "email": ("Email Address", "Email"),
    "phone": (
        "Phone Number", "Phone No.", "Phone", "Telephone Number", "Telephone No.", "Telephone",
    ),
    "alias": ("Issuer Name",),
    "ticker": ("Equity Ticker",),
    "type": ("Vessel Type", "Other Vessel Type", "Aircraft Type"),
    "pastTypes": ("Former Vessel Type",),
    "flag": ("Vessel Flag", "Other Vessel Flag"),
    "pastFlags": ("Former Vessel Flag",),
    "tonnage": ("Vessel Tonnage", "Tonnage"),
    "deadweightTonnage": ("Vessel Dead Weight Tonnage", "Dead Weight Tonnage"),
    "grossRegisteredTonnage": (
        "Vessel Gross Registered Tonnage", "Vessel Gross Tonnage", "Gross Registered Tonnage",
    ),
    "buildDate": ("Aircraft Manufacture Date", "Vessel Year of Build"),
    "model": ("Aircraft Model",),
    "owner": ("Vessel Owner",),
    "operator": ("Aircraft Operator", "Vessel Operator"),
    "previousName": ("Previous Aircraft Tail Number",),
    "notes": ("Fax Number", "Fax No.", "Fax", "Alt. Fax", "Aircraft Mode S Transponder Code"),
    # The program sorts nobody by these, so their values are counted and dropped.
    "ethnicity": ("ethnicity", "Tribe", "Race"),
    "religion": ("Religion",),
    "height": ("Height", "Individual's height is"),
    "weight": ("Weight",),
    "eyeColor": ("Eye Color", "Eyes"),
    "hairColor": ("Hair Color", "Hair"),
    "appearance": ("Physical Description", "Complexion", "Build"),
}  # fmt: skip
"""FollowTheMoney property of a feature, and OFAC's labels for it."""

MEASURES = {
    "listingDate": ("Listing Date",),
    "startDate": ("Effective Date",),
    "provisions": (
        "Secondary sanctions risk", "Additional Sanctions Information",
        "CAATSA Section 235 Information", "IFCA Determination",
        "Purchase/Sales For Divestment Date",
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions",
        "PEESA Information",
    ),
    "programUrl": (
        "For more information on directives, please visit the following link",
        "For more information, please reference the following link",
    ),
}  # fmt: skip
"""Property of the `Sanction`, and labels of what OFAC says of the measure and not of the party."""

WEAK_ALIAS, LINK, NOTE = "a.k.a.", "Linked To", ""
DIGITAL_CURRENCY = "Digital Currency Address - "

AUTHORITY = "Office of Foreign Assets Control"
DETAILS_URL = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id={}"

SDN, CONSOLIDATED = "us_ofac_sdn", "us_ofac_cons"
SDN_LIST = "sdn list"
"""What the advanced and enhanced files call the SDN list, in lower case."""

_ADDRESS_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")

NON_SDN_PROGRAMS = frozenset(
    {"NS-PLC", "CMIC-EO13959", "561-Related", "UKRAINE-EO13662", "FSE-IR", "FSE-SY", "NS-CMIC"}
)
"""Programmes that (nearly) only the consolidated non-SDN list carries.

Measured: 439 of 442 entries there carry one or a directive, 29 of 8,976 on the SDN list of 2021.
"""

SCHEMATA = {"individual": "Person", "entity": "Organization", "vessel": "Vessel"}
AIRCRAFT, ENTITY = "aircraft", "entity"

_COMPANY_LABELS = frozenset({"issuer name", "equity ticker"})
_COMPANY_KINDS = frozenset({"target type", "organization type"})


def key(label: str) -> str:
    """Return the label in the form in which the tables are searched: `C.U.R.P. #` as `c.u.r.p`."""
    return " ".join(label.casefold().split()).rstrip(" .:#-")


def in_address_order(parts: Iterable[tuple[str, str]]) -> list[str]:
    """Return the values of address parts, given as type and value, in the order of an address.

    Blank ones are left out, and parts of types that are not known come last.
    """
    rank = {kind: place for place, kind in enumerate(_ADDRESS_ORDER)}
    ordered = sorted(parts, key=lambda part: rank.get(part[0].upper(), len(rank)))
    return [value for _, value in ordered if value]


def _by_key(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {key(label): prop for prop, labels in table.items() for label in labels}


IDENTIFIER_OF = _by_key(IDENTIFIERS)
PROPERTY_OF = _by_key(PROPERTIES)
MEASURE_OF = _by_key(MEASURES)


def is_known(label: str) -> bool:
    """Tell whether any table has the label."""
    wanted = key(label)
    return any(wanted in table for table in (IDENTIFIER_OF, PROPERTY_OF, MEASURE_OF)) or (
        label.casefold().startswith(DIGITAL_CURRENCY.casefold())
    )


def schema_of(kind: str, facts: list[tuple[str, str]]) -> str:
    """Return the schema of a party; `facts` are its labels with their values.

    The list tells entities from people but not companies from other bodies, so an entity is an
    `Organization`; a `Company` only where the file itself says that it issues shares, or calls
    its kind a company.
    """
    if kind == AIRCRAFT:
        return "Airplane"
    if kind == ENTITY and any(_proves_company(key(label), value) for label, value in facts):
        return "Company"
    return SCHEMATA.get(kind, "LegalEntity")


def _proves_company(label: str, value: str) -> bool:
    return label in _COMPANY_LABELS or (label in _COMPANY_KINDS and "compan" in value.casefold())


def topic_of(program: str) -> str:
    """Return the FollowTheMoney topic of being listed under a programme.

    The list of Chinese military-industrial companies forbids investment and nothing else
    (Executive Order 13959 as amended); all other programmes are sanctions.
    """
    return "invest.ban" if "CMIC" in program else "sanction"


def dataset_of(programs: list[list[str]], name: str) -> str:
    """Return which of OFAC's two lists entries belong to, by the programmes of some of them.

    Where exactly half of them, or none at all, speak for either, the file's name decides.
    """
    other = sum(1 for tags in programs if NON_SDN_PROGRAMS.intersection(tags))
    if programs and 2 * other != len(programs):
        return CONSOLIDATED if 2 * other > len(programs) else SDN
    return CONSOLIDATED if "cons" in name.casefold() else SDN
