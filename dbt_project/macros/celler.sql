{# Från rader till celler: räknade, fördelade på en uppdelnings värden, eller beskrivna med ett tal. #}

{# Kolumnen som en uppdelning räknas efter; de flesta heter som uppdelningen. #}
{% macro kolumn(dimension) -%}
    {{ {'alder': 'aldersgrupp', 'kategori': 'kategori_kod', 'regi': 'regi_kod',
        'insatstyp': 'insatstyp_kod'}.get(dimension, dimension) }}
{%- endmacro %}

{# Räknar rader till celler, för varje enhet och för staden, utan och med uppdelningar.

   rader        CTE med enhet_kod, period, barn_id, hushall_id, i_taljare och uppdelningarnas kolumner
   dimensioner  uppdelningarnas namn
   per_barn     barn räknas i stället för rader, i täljaren om någon av barnets rader är där
   Staden räknas, den summeras inte: ett barn i två stadsdelar är ett barn i staden. #}
{% macro rakna_celler(rader, dimensioner=[], per_barn=false) %}
    with {{ monster(rader, dimensioner, 'i_taljare', per_barn) }}

    , antal_i as (
        select
            monster.nyckel
            , varden.bit
            , monster.vem
            , sum(monster.antal) filter (where monster.tar & varden.bit <> 0) as tar
            , sum(monster.antal) filter (where monster.ovriga & varden.bit <> 0) as ovriga
        from monster
        inner join varden on (monster.tar | monster.ovriga) & varden.bit <> 0
        group by monster.nyckel, varden.bit, monster.vem
    )

    select
        platser.enhet_kod
        , platser.period
        , case when varden.bit = 1 then platser.dimension else varden.dimension end as dimension
        , case when varden.bit = 1 then platser.varde else varden.varde end as varde
        , coalesce(sum(tar) filter (where vem = 'rader'), 0) as taljare
        , coalesce(sum(tar) filter (where vem = 'rader'), 0)
            + coalesce(sum(ovriga) filter (where vem = 'rader'), 0) as namnare
        {%- for vem in ['barn', 'hushall'] %}
        , coalesce(sum(tar) filter (where vem = '{{ vem }}'), 0) as antal_{{ vem }}
        , {% if mattets_meta().form == 'antal' %}null{% else -%}
        coalesce(sum(ovriga) filter (where vem = '{{ vem }}'), 0)
        {%- endif %} as antal_{{ vem }}_ovriga
        {%- endfor %}
    from antal_i
    inner join platser on antal_i.nyckel = platser.nyckel
    inner join varden on antal_i.bit = varden.bit
    group by all
{% endmacro %}

{# Fördelar rader på en uppdelnings värden: täljaren är värdets rader, nämnaren alla rader.

   rader      CTE med enhet_kod, period, barn_id, hushall_id och uppdelningens kolumn
   På andra sidan står de som har minst en rad med ett annat värde. #}
{% macro fordela_celler(rader, dimension) %}
    with {{ monster(rader, [dimension], 'true') }}

    select
        platser.enhet_kod
        , platser.period
        , varden.dimension
        , varden.varde
        , coalesce(sum(antal) filter (where vem = 'rader' and tar & bit <> 0), 0) as taljare
        , sum(antal) filter (where vem = 'rader') as namnare
        {%- for vem in ['barn', 'hushall'] %}
        , coalesce(sum(antal) filter (where vem = '{{ vem }}' and tar & bit <> 0), 0) as antal_{{ vem }}
        , coalesce(sum(antal) filter (where vem = '{{ vem }}' and tar & ~(bit | 1) <> 0), 0)
            as antal_{{ vem }}_ovriga
        {%- endfor %}
    from monster
    inner join platser on monster.nyckel = platser.nyckel
    inner join varden on varden.bit > 1
    group by all
{% endmacro %}

{# Hur många rader, barn och hushåll som har vilka värden: ett värde är en bit, och ett barns värden
   i en enhet och period är bitarna i ett tal. Så räknas alla uppdelningar i ett svep; att gruppera
   om för varje uppdelning tar flera gånger längre tid.

   varden   värdenas bitar; bit 1 är helheten, den högsta ett värde utanför uppdelningen
   platser  enheter och perioder med sin nyckel; ett värde av en bred uppdelning är en plats
   monster  vem, nyckel, tar (bitar med täljare), ovriga (bitar utan) och antal
   Kvartal räknas bara som helhet. Nycklar, barn och hushåll skiljs åt på 64 bitar: att två av
   stadens 50 000 barn delar bitar händer en gång på tio miljarder byggen. #}
{% macro monster(rader, dimensioner, i_taljare, per_barn=false) %}
    {%- set breda = dimensioner | select('equalto', 'insatstyp') | list -%}
    {%- set smala = dimensioner | reject('equalto', 'insatstyp') | list -%}
    varden as (
        select
            '' as dimension
            , '' as varde
            , 1::ubigint as bit
        {%- if smala %}
        union all
        select
            dimension
            , varde
            , 1::ubigint << (row_number() over (order by dimension, varde))::ubigint as bit
        from {{ ref('dim_uppdelning') }}
        where dimension in ('{{ smala | join("', '") }}')
        {%- endif %}
    )

    , platser as (
        {%- for bred in [none] + breda %}
        select
            e.enhet_kod
            , p.period
            , '{{ bred or '' }}' as dimension
            , {{ 'v.varde' if bred else "''" }} as varde
            , case
                when e.enhet_kod = 'stad' then hash(p.period{{ ', v.varde' if bred }})
                else hash(p.period, e.enhet_kod{{ ', v.varde' if bred }})
            end as nyckel
        from {{ ref('dim_enhet') }} as e
        cross join {{ ref('dim_period') }} as p
        {%- if bred %}
        inner join {{ ref('dim_uppdelning') }} as v
            on v.dimension = '{{ bred }}'
            and p.slag <> 'kvartal'
        {%- endif %}
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    )

    , nycklar as materialized (
        select
            hash(r.period) as stadens
            , hash(r.period, r.enhet_kod) as enhetens
            {%- for bred in breda %}
            , hash(r.period, r.{{ kolumn(bred) }}) as stadens_{{ bred }}
            , hash(r.period, r.enhet_kod, r.{{ kolumn(bred) }}) as enhetens_{{ bred }}
            {%- endfor %}
            , hash(r.barn_id) as barn
            , hash(r.hushall_id) as hushall
            , case
                when substr(r.period, 5, 1) = 'Q' then 1
                else 1
                {%- for smal in smala %} | coalesce(v_{{ smal }}.bit, 1::ubigint << 63) {%- endfor %}
            end::ubigint as bitar
            , case when {{ i_taljare }} then bitar else 0 end as tar
            , bitar - tar as ovriga
        from {{ rader }} as r
        {%- for smal in smala %}
        left join varden as v_{{ smal }}
            on v_{{ smal }}.dimension = '{{ smal }}'
            and v_{{ smal }}.varde = r.{{ kolumn(smal) }}
        {%- endfor %}
    )

    , monster as (
        {%- set nycklar = [('stadens', ''), ('enhetens', '')] %}
        {%- for bred in breda %}
        {%- do nycklar.extend([('stadens_' ~ bred, ' & 1'), ('enhetens_' ~ bred, ' & 1')]) %}
        {%- endfor %}
        {%- for nyckel, bara in nycklar %}
        {%- set sista = loop.last %}
        {%- set dessa %}
            select
                {{ nyckel }} as nyckel
                , barn
                {%- if per_barn %}
                , min(hushall) as hushall
                , bit_or(tar{{ bara }}) as tar
                , bit_or(ovriga{{ bara }}) & ~bit_or(tar{{ bara }}) as ovriga
            from nycklar
            group by nyckel, barn
                {%- else %}
                , hushall
                , tar{{ bara }} as tar
                , ovriga{{ bara }} as ovriga
            from nycklar
                {%- endif %}
        {%- endset %}
        {%- for vem in ['rader', 'barn', 'hushall'] %}
        select
            '{{ vem }}' as vem
            , nyckel
            , tar
            , ovriga
            , count(*) as antal
        from (
            {%- if vem == 'rader' %}
            {{ dessa }}
            {%- else %}
            select
                nyckel
                , bit_or(tar) as tar
                , bit_or(ovriga) as ovriga
            from ({{ dessa }}) as dessa
            group by nyckel, {{ vem }}
            {%- endif %}
        ) as per_{{ vem }}
        group by nyckel, tar, ovriga
        {{ 'union all' if not (sista and loop.last) }}
        {%- endfor %}
        {%- endfor %}
    )
{% endmacro %}

{# Beskriver ett tal per rad: täljaren är statistikan (för medel summan), nämnaren antalet rader.

   rader      CTE med enhet_kod, period, barn_id, hushall_id och talet
   statistik  {värde av uppdelningen: 'medel' eller en kvantil mellan 0 och 1}
   En kvantil är det minsta tal som minst den andelen av raderna inte överstiger. #}
{% macro beskriv_celler(rader, tal, statistik, dimension='statistik') %}
    with med_tal as (
        select *
        from {{ rader }}
        where {{ tal }} is not null
    )

    , {{ monster('med_tal', [], 'true') }}

    , antal_i as (
        select
            nyckel
            {%- for vem in ['rader', 'barn', 'hushall'] %}
            , sum(antal) filter (where vem = '{{ vem }}') as {{ vem }}
            {%- endfor %}
        from monster
        group by nyckel
    )

    , beskrivna as (
        {%- for nyckel in ['period', 'period, enhet_kod'] %}
        select
            hash({{ nyckel }}) as nyckel
            {%- for varde, vad in statistik.items() %}
            , {{ 'sum(' ~ tal ~ ')' if vad == 'medel' else 'quantile_disc(' ~ tal ~ ', ' ~ vad ~ ')' }}
                as {{ varde }}
            {%- endfor %}
        from med_tal
        group by hash({{ nyckel }})
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    )

    {% for varde in statistik %}
    select
        platser.enhet_kod
        , platser.period
        , '{{ dimension }}' as dimension
        , '{{ varde }}' as varde
        , beskrivna.{{ varde }} as taljare
        , antal_i.rader as namnare
        , antal_i.barn as antal_barn
        , 0 as antal_barn_ovriga
        , antal_i.hushall as antal_hushall
        , 0 as antal_hushall_ovriga
    from beskrivna
    inner join antal_i on beskrivna.nyckel = antal_i.nyckel
    inner join platser on beskrivna.nyckel = platser.nyckel
    {{ 'union all' if not loop.last }}
    {% endfor %}
{% endmacro %}
