"""Names for made-up people, in three languages, and the places they live in. Nobody here exists."""

from random import Random

from bot.rules.people import Role

LANGUAGES = ("lv", "uk", "en")
_SHARES = {Role.YOUTH: (66, 28, 6), Role.MENTOR: (80, 14, 6), Role.COORDINATOR: (88, 6, 6)}

_UKRAINIAN_SURNAMES = """
    Бондаренко Вовк Гончаренко Данилюк Захарчук Іваненко Коваленко Кравець Литвин Мазур Мельник О’Коннор Олійник
    Павленко Панчук Рибак Савчук Сорока Ткаченко Шевчук Шульга Юрченко Яценко
"""
_ENGLISH_SURNAMES = """
    Abbott Baker Carter Dawson Ellis Fisher Grant Hughes Iqbal Knight Lowe Marsh O’Hara Patel Quinn Reed Webb
"""

# Women, then men: first names, and surnames in the form that goes with them.
_NAMES = {
    "lv": (
        (
            """
            Agnese Anete Anna Annija Beāte Dace Elīna Elza Estere Evelīna Ieva Inese Katrīna Keita Krista Kristīne
            Laura Līga Linda Līva Madara Marta Megija Paula Rūta Samanta Sanija Santa Sintija Una Viktorija Žanete
            """,
            """
            Āboliņa Balode Bērziņa Briede Dzene Eglīte Freimane Grāvīte Jansone Kalniņa Kārkliņa Krūmiņa Lapiņa
            Liepa Mežapuķe Ozola Pētersone Priede Pūce Rozīte Saulīte Siliņa Strazdiņa Vanaga Vītola Zariņa
            """,
        ),
        (
            """
            Aleksis Andris Artūrs Daniels Dāvis Edgars Emīls Gatis Gustavs Ilja Jānis Jēkabs Kārlis Kristaps
            Markuss Mārtiņš Matīss Miks Niks Oskars Ralfs Reinis Renārs Rihards Roberts Rūdolfs Toms Valters Žanis
            """,
            """
            Āboliņš Balodis Bērziņš Briedis Dzenis Eglītis Freimanis Grāvītis Jansons Kalniņš Kārkliņš Krūmiņš
            Lapiņš Liepiņš Mežulis Ozols Pētersons Priedītis Pūcītis Rozītis Saulītis Siliņš Strazdiņš Zariņš
            """,
        ),
    ),
    "uk": (
        (
            """
            Аліна Анастасія Анна Богдана Вікторія Дарина Діана Ірина Катерина Лілія Марина Марія Надія Наталія
            Оксана Олена Ольга Поліна Соломія Софія Тетяна Христина Юлія Яна Ярина
            """,
            _UKRAINIAN_SURNAMES,
        ),
        (
            """
            Андрій Артем Богдан Василь Віталій Володимир Денис Дмитро Захар Іван Ілля Кирило Максим Марко Микита
            Михайло Назар Олег Павло Роман Сергій Тарас Юрій Ярослав
            """,
            _UKRAINIAN_SURNAMES,
        ),
    ),
    "en": (
        (
            "Abby Amira Chloe Daisy Ella Freya Grace Holly Isla Jade Lucy Maya Nina Olive Priya Ruby Tara Zoe",
            _ENGLISH_SURNAMES,
        ),
        (
            "Adam Ben Callum David Ethan Finn George Harry Isaac Jack Kofi Liam Noah Omar Ravi Sam Theo Zack",
            _ENGLISH_SURNAMES,
        ),
    ),
}

_PLACES = """
    Smiltene Ogre Gulbene Cēsis Valmiera Madona Talsi Tukums Bauska Dobele Saldus Kuldīga Limbaži Sigulda Alūksne
    Balvi Ludza Rēzekne Krāslava Preiļi Līvāni Jēkabpils Aizkraukle Jelgava Liepāja Ventspils Daugavpils Jūrmala
    Ādaži Ķekava Mārupe Olaine Ropaži Salaspils Saulkrasti Valka Varakļāni Augšdaugava Dienvidkurzeme Rīga
"""


def language(dice: Random, role: Role) -> str:
    """What somebody of this role would read: most Latvian, many young people Ukrainian, a few English."""
    return dice.choices(LANGUAGES, _SHARES[role])[0]


def person(dice: Random, language: str) -> str:
    """A first name and a surname of this language."""
    first, last = dice.choice(_NAMES[language])
    return f"{dice.choice(first.split())} {dice.choice(last.split())}"


def place(number: int) -> str:
    """The name of the `number`-th municipality; there are not so many, so they begin again with a figure."""
    places = _PLACES.split()
    turn, n = divmod(number, len(places))
    return places[n] if turn == 0 else f"{places[n]} {turn + 1}"
