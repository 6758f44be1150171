extension Words {
    static let french = Words(
        language: "fr",
        askedHas: "demandé : {0} ; possède : {1}",
        alike: "demandé : {0} ; possède : {1}, qui y ressemble",
        sameJob: "demandé : {0} ; possède : {1}, lié par *exercé dans le même métier*",
        unstated: "demandé : {0} ; rien n’est indiqué",
        none: "demandé : {0} ; ne figure pas parmi ce qui est indiqué",
        unmapped: "demandé : « {0} », pas encore dans la taxonomie",
        levels: ["notions", "pratique courante", "confirmé", "expert"],
        modes: ["remote": "travail à distance", "visit": "visites", "return": "retour"],
        reply: "une réponse sous {0} jours",
        fastReply: "une réponse rapide",
        or: "ou",
        leftOut: [
            .mustSkill: "une compétence exigée manque ou n’atteint pas le niveau demandé",
            .mustLanguage: "une langue exigée manque ou n’atteint pas le niveau demandé",
            .mustPlace: "aucun des lieux exigés",
            .mustMode: "aucun des modes de participation exigés",
            .notEligible: "les règles d’éligibilité ne sont pas remplies",
            .noCapacity: "aucune place libre actuellement",
            .selfMatch: "la même personne est des deux côtés",
        ],
        toConfirm: "{0} : à confirmer")
}
