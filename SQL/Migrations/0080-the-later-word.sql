-- A consent until a time changed nothing while an earlier one without an end stood: whoever narrowed what they had agreed to went on sharing.
-- The later one takes the place of the earlier, which is withdrawn; of records merged into one nothing is, since what it was for stands.
SET ROLE bg_owner;

DROP TRIGGER heed_withdrawal ON bg.consent_withdrawal;
CREATE TRIGGER heed_withdrawal BEFORE INSERT ON bg.consent_withdrawal FOR EACH ROW
    WHEN (coalesce(current_setting('braingain.replacing', true), '') = '') EXECUTE FUNCTION bg.heed_withdrawal();

RESET ROLE;
