-- Grain: en rad per enhet, insatstyp och utbudsdag som enheten erbjuder typen
-- Flera giltiga rader blir ett erbjudande: den starkaste grunden gäller.
select
    tid.enhet_kod
    , tid.insatstyp_kod
    , dag.period
    , case
        when count(distinct tid.behovsprovning) > 1 then 'bada'
        else min(tid.behovsprovning)
    end as behovsprovning
    , case
        when bool_or(tid.beslutsgrund = 'stadsovergripande') then 'stadsovergripande'
        when bool_or(tid.beslutsgrund = 'lokalt') then 'lokalt'
        else 'tradition'
    end as beslutsgrund
    , bool_or(tid.intensiv_kostsam) as intensiv_kostsam
from {{ ref('fct_utbudstid') }} as tid
inner join {{ ref('dim_period') }} as dag
    on dag.slag = 'utbudsdag'
    and dag.fran between tid.gallande_fran and tid.gallande_till
group by tid.enhet_kod, tid.insatstyp_kod, dag.period
