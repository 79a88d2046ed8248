"""The words that readers meet in more than one place."""

from __future__ import annotations

from typing import Final

SYNTHETIC: Final = "Syntetiska data – inga uppgifter om verkliga barn"

STATUS: Final[dict[str, str]] = {
    "visad": "visad",
    "for_fa": "för få för en andel",
    "skyddad": "skyddad",
    "strukturell_nolla": "erbjuds inte",
    "ej_mogen": "ej mogen",
    "saknas": "saknas",
}

STATUS_ABOUT: Final[dict[str, str]] = {
    "for_fa": "Nämnaren är för liten för att visa en andel.",
    "skyddad": "Talet visas inte, eftersom det – eller ett annat tal som det avslöjar – rör "
    "färre än fem barn.",
    "strukturell_nolla": "Kan inte förekomma: enheten erbjuder inte insatsen.",
    "ej_mogen": "Perioden, eller tiden för registrering, är inte slut ännu.",
    "saknas": "Talet kan inte beräknas.",
}

REASON: Final[dict[str, str]] = {
    "ej_levererat": "Uppgifter har inte levererats.",
    "ofullstandigt": "Alla nämnder har inte levererat, så talet skulle bli för lågt.",
    "ingen_i_namnaren": "Det finns inget att räkna andelen av.",
    "fore_leveransernas_borjan": "Beslut från tiden före leveransernas början saknas, så talet "
    "skulle bli för lågt.",
    "olika_nycklar": "Leveranserna har olika pseudonymnycklar, så samma barn kan inte kännas "
    "igen mellan stadsdelar.",
    "ingen_befolkning": "Det finns ingen befolkning att räkna i förhållande till.",
    "kostnad_saknas": "Ingen kostnad är känd; det är inte detsamma som noll.",
    "personal_saknas": "Uppgifter om personal saknas.",
    "kan_inte_skyddas": "Talet visas inte: ingen uppdelning av årets tal gick att visa utan att "
    "röja färre än fem barn.",
    "vantar_pa_revision": "Talet visas vid nästa revision: det går inte ihop med de tal som redan "
    "är publicerade.",
    "delarna_summerar_inte": "Delarna visas inte, eftersom de inte summerar till helheten: samma "
    "barn står med olika uppgifter.",
    "andrad_indelning": "Indelningen i enheter har ändrats sedan talen publicerades.",
}


VERDICT: Final[dict[str, str]] = {
    "skiljer_sig_upp": "skiljer sig uppåt från övriga staden",
    "skiljer_sig_ner": "skiljer sig nedåt från övriga staden",
    "vart_att_titta_pa": "värt att titta på",
    "inom_vantad_variation": "inom väntad variation",
    "for_fa": "för få",
    "skyddad": "skyddad",
    "ej_jamforbar": "ej jämförbar",
}
SURE: Final = "(99,8\N{NO-BREAK SPACE}%)"  # how surely a verdict is more than chance
UNSURE: Final = "(95\N{NO-BREAK SPACE}%)"
# What a mark in a figure says, in the order of keys.
MARK: Final[dict[str, str]] = {
    "within": VERDICT["inom_vantad_variation"],
    "look_lower": f"lägre, {VERDICT['vart_att_titta_pa']} {UNSURE}",
    "look_higher": f"högre, {VERDICT['vart_att_titta_pa']} {UNSURE}",
    "lower": f"lägre än slumpen ger {SURE}",
    "higher": f"högre än slumpen ger {SURE}",
}
NOT_COMPARED: Final = "jämförs inte"
VERDICT_REASON: Final[dict[str, str]] = {
    "staden_visas_inte": "stadens tal visas inte",
    "ingen_ovrig_stad": "det finns ingen övrig stad",
    "ej_mogen": "perioden är inte klar",
    "saknas": "uppgifter saknas",
    "strukturell_nolla": "kan inte förekomma",
}
SPREAD: Final[dict[str, str]] = {
    "storre_an_slumpen": "skillnaden är större än slumpen ger",
    "vart_att_titta_pa": "skillnaden är värd att titta på",
    "som_slumpen": "skillnaden kan vara slump",
}
COMPARED: Final = (
    "Varje stadsdel prövas mot resten av staden. Skiljer sig betyder att en lika stadsdel skulle "
    "hamna så långt ut högst två gånger av tusen; värt att titta på, högst fem av hundra."
)
INTERVALS_ARE_NO_TEST: Final = (
    "Intervallen visar hur mycket slumpen ensam kan flytta en andel; de prövar inte om "
    "stadsdelarna skiljer sig åt."
)

POLICY_NOT_LAW: Final = "policy, inte lagkrav"

_REASON_WORD: Final[dict[str, str]] = {
    "ej_levererat": "ej levererat",
    "ofullstandigt": "ofullständigt",
    "kan_inte_skyddas": "kan inte visas",
    "vantar_pa_revision": "väntar på revision",
    "delarna_summerar_inte": "visas inte",
    "andrad_indelning": "ändrad indelning",
    "ingen_i_namnaren": "inget att räkna",
}


def state_word(status: str, reason: str | None = None) -> str:
    """The word that stands where a number would, in charts, tables and sentences alike."""
    return _REASON_WORD.get(reason or "", STATUS.get(status, STATUS["saknas"]))


def status_text(status: str, reason: str | None) -> str:
    """One sentence on why a cell shows no value."""
    return REASON.get(reason or "", STATUS_ABOUT.get(status, ""))
