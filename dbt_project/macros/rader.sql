{# Raderna som flera mått räknar på; varje makro har samma kolumner som rakna_celler läser. #}

{# Beviljade: ett beslut i den period då det fattades, hos den som beslutade. #}
{% macro beviljade_rader(i_taljare='true') %}
    select
        b.beslutande_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , b.insatstyp_kod
        , b.lagversion
        , b.barn_id
        , b.hushall_id
        , {{ i_taljare }} as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ periodens_dagar() }} as p
        on b.beslutsdatum = p.dag
        and {{ i_perioder() }}
{% endmacro %}

{# Pågående: ett beslut i varje period eller dag som det pågick, hos den som ansvarar. #}
{% macro pagaende_rader() %}
    select
        b.ansvarig_enhet_kod as enhet_kod
        , p.period
        , {{ rad_uppdelningar('b', 'year(p.fran)') }}
        , year(p.fran) - b.fodelsear as alder
        , b.barn_id
        , b.hushall_id
        , true as i_taljare
    from {{ ref('fct_beslut') }} as b
    inner join {{ ref('dim_period') }} as p
        on b.startdatum <= p.till
        and coalesce(b.slutdatum, date '9999-12-31') >= p.fran
        and {{ i_perioder() }}
{% endmacro %}

{# Enheter och år utan uppgift om personal; staden är hel först när alla stadsdelsnämnder har lämnat. #}
{% macro utan_personal() %}
    select distinct
        e.enhet_kod
        , p.period
        , 'personal_saknas' as orsak
    from {{ ref('dim_enhet') }} as e
    inner join {{ ref('dim_period') }} as p on {{ i_perioder() }}
    inner join {{ ref('dim_enhet') }} as del
        on e.enhet_kod = del.enhet_kod
        or (e.slag = 'stad' and del.slag = 'stadsdelsnamnd')
    left join {{ ref('fct_personal') }} as f
        on del.enhet_kod = f.enhet_kod
        and year(p.fran) = f.ar
    where
        f.enhet_kod is null
        and del.slag <> 'stad'
{% endmacro %}
