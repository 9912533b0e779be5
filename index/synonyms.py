"""Everyday words that questions and articles choose differently: "who did he call" for "phoned" and "spoke with".

Groups of words that often stand for each other in news and reference texts, by language, in the folded form of
``analysis.fold``. A word may be in several groups. A synonym counts for less than the word itself, so that a group that
doesn't fit costs little.
"""

SYNONYM_WEIGHT = 0.6

_GROUPS = {
    "en": """
        call phone telephone ring speak
        talk speak discuss conversation
        meet meeting summit talks
        kill die death dead slay fatality casualty
        murder kill homicide slaying
        hurt injure wound injury
        lull pause respite break halt
        ceasefire truce armistice
        shelling bombardment artillery shell strike
        bomb bombing explosion blast
        attack assault strike raid offensive
        war conflict fighting hostilities
        soldier troop serviceman
        army military forces
        weapon arms
        broker mediate negotiate
        agreement deal accord pact treaty
        help assist assistance aid support
        demand ask request call insist
        ask request
        say tell state declare announce
        announce declare unveil reveal
        deny reject dismiss
        refuse reject decline
        accuse blame allege
        organisation organization group body agency
        company firm business corporation
        boss chief head leader
        head lead chair
        found establish create set
        build construct erect building construction
        begin start launch commence
        end finish conclude stop
        close shut closure
        open inaugurate opening
        buy purchase acquire acquisition
        sell sale
        cost price worth
        pay fee salary
        money fund funding cash
        earn make income
        win victory beat defeat
        lose loss defeat
        champion winner title
        match game fixture
        prize award honour honor
        big large huge biggest largest
        small little tiny
        old age aged
        fast quick rapid speed
        rich wealthy
        poor poverty
        job work employment post position
        quit resign leave step
        fire dismiss sack oust
        hire appoint recruit employ
        choose select pick elect
        vote ballot election poll
        law bill legislation act
        rule regulation
        court judge tribunal
        jail prison imprison
        arrest detain custody
        police officer
        crime offence offense
        steal theft rob robbery
        child kid children son daughter
        wife husband spouse marry married
        marry wed wedding marriage
        born birth
        live reside home inhabitant
        people resident population inhabitant
        doctor physician medic
        ill sick illness disease
        drug medicine medication
        hospital clinic
        car vehicle automobile
        plane aircraft jet airplane
        ship boat vessel
        road street highway
        house home residence
        school college university
        teacher professor
        student pupil
        learn study
        write author wrote written
        writer author novelist
        book novel
        film movie
        actor actress star
        song track single
        singer musician vocalist
        show programme program series
        picture image photo photograph
        paint painter painting
        invent inventor invention develop
        discover find found discovery
        show reveal indicate
        use employ utilize
        get receive obtain
        give grant donate
        send dispatch deliver
        go travel visit
        trip journey visit tour
        country nation state
        city town
        area region zone
        border frontier
        river stream
        sea ocean
        mountain peak
        rain rainfall
        storm hurricane cyclone
        flood flooding
        fire blaze wildfire
        quake earthquake
        hot heat warm
        cold freeze
        grow increase rise growth
        rise increase climb surge
        fall drop decline decrease
        cut reduce reduction
        change alter modify
        ban prohibit bar outlaw
        allow permit let
        stop prevent halt
        protest demonstration demonstrate rally
        secret classified confidential
        worry fear concern
        happen occur take
        cause lead trigger
        reason cause why
        result outcome consequence
        test exam trial
        rename name call
        nickname known
        member join membership
        yearly annual
        begin beginning origin
        near close
        depth deep
        height high tall
        width wide
        length long
        distance far
        weight weigh heavy
        drink beverage
        food meal
        shop store
        clothes clothing
        dog puppy
        cat kitten
    """,
    "es": """
        matar morir muerte muerto fallecer
        herir herido lesion
        llamar telefonear hablar
        empezar comenzar iniciar
        terminar acabar finalizar
        comprar adquirir
        ganar vencer derrotar victoria
        perder derrota
        construir edificar levantar
        crear fundar establecer
        pais nacion estado
        ciudad localidad
        escribir autor
        pelicula film
        nino hijo menor
        grande mayor enorme
        guerra conflicto
        acuerdo pacto tratado
        ayuda apoyo asistencia
        aumentar subir crecer
        bajar caer disminuir
        elegir escoger seleccionar
        nombrar designar
        trabajo empleo puesto
    """,
}


def _by_word(groups: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in groups.strip().splitlines():
        words = line.split()
        for word in words:
            found.setdefault(word, {}).update((other, None) for other in words if other != word)
    return {word: tuple(others) for word, others in found.items()}


SYNONYMS = {language: _by_word(groups) for language, groups in _GROUPS.items()}
