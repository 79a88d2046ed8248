-- Grain: en rad per åldersgrupp, med det stratum som den ligger i vid standardisering
{{ aldersgrupper() }}
