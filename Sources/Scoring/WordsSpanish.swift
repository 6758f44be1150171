extension Words {
    static let spanish = Words(
        language: "es",
        askedHas: "se pide {0}; tiene {1}",
        alike: "se pide {0}; tiene {1}, que se le parece",
        sameJob: "se pide {0}; tiene {1}, relacionado por *se usa en el mismo oficio*",
        unstated: "se pide {0}; no se indica nada",
        none: "se pide {0}; no está entre lo indicado",
        unmapped: "se pide «{0}», que aún no está en la taxonomía",
        levels: ["nociones", "uso corriente", "profesional", "experto"],
        modes: ["remote": "trabajo a distancia", "visit": "visitas", "return": "retorno"],
        reply: "una respuesta en {0} días",
        fastReply: "una respuesta rápida",
        or: "o",
        leftOut: [
            .mustSkill: "falta una competencia exigida o no alcanza el nivel pedido",
            .mustLanguage: "falta un idioma exigido o no alcanza el nivel pedido",
            .mustPlace: "ninguno de los lugares exigidos",
            .mustMode: "ninguna de las modalidades exigidas",
            .notEligible: "no se cumplen las reglas de elegibilidad",
            .noCapacity: "sin plazas libres por ahora",
            .selfMatch: "la misma persona está en ambos lados",
        ],
        toConfirm: "{0}: por confirmar")
}
