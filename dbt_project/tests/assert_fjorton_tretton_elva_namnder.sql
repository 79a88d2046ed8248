-- Fälla 10: 14 nämnder till och med 2020-06-30, 13 till 2023-06-30, sedan elva, alla kända idag.
select
    dag.dag
    , count(distinct e.enhet_kod) as antal
from (
    values (date '2020-06-30', 14), (date '2020-07-01', 13), (date '2023-06-30', 13), (date '2023-07-01', 11)
) as dag (dag, vantat)
left join {{ ref('dim_enhetsversion') }} as e
    on e.slag = 'stadsdelsnamnd'
    and dag.dag between e.gallande_fran and e.gallande_till
left join {{ ref('dim_enhet') }} as idag
    on e.dagens_enhet_kod = idag.enhet_kod
    and idag.slag = 'stadsdelsnamnd'
group by dag.dag, dag.vantat
having count(distinct e.enhet_kod) <> dag.vantat or count(distinct idag.enhet_kod) <> 11
