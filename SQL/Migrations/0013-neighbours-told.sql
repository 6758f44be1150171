-- What a neighbour's percentages say since rarity counts.
SET LOCAL ROLE bg_owner;

COMMENT ON TABLE ref.neighbour IS
    'The nearest concepts of each, in percent, less the more occupations use the other; same_job is -1 where no occupation uses both, or one is transversal.';
