"""Words of two parts with a hyphen between them, which a line end does not take away.

French and English compounds that press articles have, in lower case and in the singular. What is made with a first part of
`hyphenation` (``porte-``, ``vice-``) or is spelt as one word as well is not among them.
"""

from __future__ import annotations

import re

_FRENCH = """
    abat-jour aide-mémoire aide-soignant aide-soignante amour-propre année-lumière appui-tête arc-boutant
    arrêt-maladie assurance-chômage assurance-maladie assurance-vie auto-entrepreneur auto-stop auto-école ayant-droit
    bande-annonce bas-relief bateau-mouche beau-fils beau-frère beau-père beaux-arts belle-famille belle-fille
    belle-mère belle-sœur bien-fondé blanc-seing bloc-notes brise-glace café-théâtre camion-citerne casse-tête
    centre-droit centre-gauche centre-ville cerf-volant chasse-neige chassé-croisé chauve-souris chef-lieu
    chrétien-démocrate cité-dortoir compte-gouttes compte-rendu contre-amiral contre-attaque contre-enquête
    contre-exemple contre-indication contre-offensive contre-performance contre-pied contre-productif
    contre-productive contre-terrorisme coupe-circuit coupe-feu court-circuit court-métrage couvre-chef couvre-feu
    croque-mort crève-cœur date-butoir dommages-intérêts double-clic emporte-pièce entre-deux entre-soi essuie-glace
    est-allemand etats-unis extra-communautaire extrême-droite extrême-gauche extrême-orient fac-similé faire-part
    fait-divers faux-fuyant faux-semblant fer-blanc franc-maçon franc-maçonnerie franc-parler franc-tireur
    garde-barrière garde-boue garde-chasse garde-chiourme garde-corps garde-côte garde-fou garde-manger garde-robe
    garden-party gratte-ciel haut-commissaire haut-commissariat haut-fonctionnaire haut-parleur haute-garonne
    haute-savoie homme-grenouille idée-force intra-muros laisser-aller laissez-passer lance-flamme lance-missile
    lance-roquette libre-arbitre libre-service libre-échange lieu-dit lieutenant-colonel lieutenant-gouverneur
    long-métrage lèse-majesté maison-blanche maison-mère maître-chanteur maître-chien maître-mot mi-chemin mi-mandat
    mi-parcours mi-temps micro-entreprise micro-organisme mieux-être mille-feuille moins-value monte-charge mort-né
    mot-clé mot-valise moyen-courrier moyen-métrage moyen-orient médecin-chef national-socialisme national-socialiste
    navire-citerne navire-hôpital nord-africain nord-américain nord-coréen nouveau-né nouvelle-calédonie
    nouvelle-zélande ouest-allemand ouvre-boîte ouï-dire papier-monnaie pare-balle pare-brise pare-choc pare-feu
    passe-droit passe-montagne passe-partout passe-temps pays-bas perce-neige pied-noir pique-nique plate-bande
    plate-forme plus-value poids-lourd point-virgule porc-épic pot-pourri presse-citron presse-papier pro-européen
    pro-palestinien pro-russe pro-ukrainien proche-orient procès-verbal prête-nom pèse-personne quartier-général
    quartier-maître quote-part remue-ménage remue-méninges rendez-vous rond-point rouge-gorge royaume-uni
    réveille-matin sacro-saint sage-femme saint-siège saisie-arrêt sang-froid sapeur-pompier sauf-conduit savoir-faire
    savoir-vivre savoir-être seine-maritime serre-livre serre-tête social-démocrate social-démocratie souffre-douleur
    sourd-muet station-service sud-africain sud-américain sud-coréen taille-crayon tam-tam terre-plein tiers-monde
    tiers-mondiste timbre-poste tire-bouchon tout-puissant tête-bêche va-tout vide-grenier vide-ordure ville-dortoir
    volte-face wagon-lit wagon-restaurant état-major état-nation états-unis
"""
_ENGLISH = """
    attorney-general by-election by-product cease-fire check-up clean-up close-up cross-border decision-maker
    decision-making fact-checking far-left far-reaching far-right first-time follow-up foreign-born full-time
    governor-general hard-hit hard-line law-abiding left-wing man-made oil-rich one-third part-time passer-by
    record-breaking right-wing second-hand secretary-general so-called state-owned state-run two-thirds vice-president
    war-torn well-being well-known wide-ranging world-class would-be
"""
_PLURAL = re.compile(r"(?:(?<=a)ux|[sx]+)\Z")


def _singular(word: str) -> str:
    """Return what the singular and the plural of a word have in common: ``socia`` of ``social`` and ``sociaux``."""
    return _PLURAL.sub("", word).removesuffix("l")


_COMPOUNDS = frozenset(
    tuple(_singular(part) for part in compound.split("-")) for compound in (_FRENCH + _ENGLISH).split()
)


def is_compound(left: str, right: str) -> bool:
    """Whether two words make a compound that has a hyphen, in the singular or the plural."""
    return (_singular(left.lower()), _singular(right.lower())) in _COMPOUNDS
