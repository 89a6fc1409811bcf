namespace Shop.Payments.Migrations;

/// <summary>What the ledger's first migration adds to its tables, as EF cannot say it. A later change of a rule is a later migration with its own text.</summary>
internal static class LedgerRules
{
    /// <summary>Lets the owner see all shops' rows for the statements between, and binds it again afterwards.</summary>
    public static IEnumerable<string> Unbound(string statement) =>
    [
        .. Tables.Select(table => $"ALTER TABLE payments.{table} NO FORCE ROW LEVEL SECURITY"),
        statement,
        .. Tables.Select(table => $"ALTER TABLE payments.{table} FORCE ROW LEVEL SECURITY"),
    ];

    private static readonly string[] Tables = ["payments", "refunds", "ledger_transactions", "ledger_entries"];

    /// <summary>Records what had moved before there was a ledger. Ids are UUIDv7 of the time at which it moved, so lists show it where it belongs.</summary>
    public const string Opening =
        """
        WITH moved AS MATERIALIZED (
            SELECT p.tenant_id, 'Capture' AS kind, p.id AS payment_id, p.operation_id, p.operation_id::text AS provider_key,
                p.created_at AS moved_at, p.currency, p.captured AS amount, 'provider_receivable' AS debit, 'sales' AS credit
            FROM payments.payments p WHERE p.captured > 0
            UNION ALL
            SELECT r.tenant_id, 'Refund', r.payment_id, r.id, 'refund-' || r.id, r.updated_at, p.currency, r.amount, 'refunds', 'provider_receivable'
            FROM payments.refunds r JOIN payments.payments p ON p.tenant_id = r.tenant_id AND p.id = r.payment_id
            WHERE r.status = 'Made'),
        named AS MATERIALIZED (
            SELECT m.*, lpad(to_hex((extract(epoch FROM m.moved_at) * 1000)::bigint), 12, '0') || '7' AS prefix, md5(random()::text) AS tail FROM moved m),
        recorded AS (
            INSERT INTO payments.ledger_transactions (tenant_id, id, kind, payment_id, operation_id, provider_key, recorded_at)
            SELECT tenant_id, (prefix || left(tail, 3) || '8' || right(tail, 15))::uuid, kind, payment_id, operation_id, provider_key, moved_at FROM named)
        INSERT INTO payments.ledger_entries (tenant_id, id, transaction_id, account, currency, debit, credit)
        SELECT n.tenant_id, (n.prefix || left(n.tail, 3) || e.variant || right(n.tail, 15))::uuid, (n.prefix || left(n.tail, 3) || '8' || right(n.tail, 15))::uuid,
            e.account, n.currency, e.debit, e.credit
        FROM named n CROSS JOIN LATERAL (VALUES ('9', n.debit, n.amount, 0::bigint), ('a', n.credit, 0::bigint, n.amount)) e (variant, account, debit, credit)
        """;

    /// <summary>At the end of the database transaction: an entry came with its transaction, and left it in balance.</summary>
    public const string Entries =
        """
        CREATE FUNCTION payments.check_ledger_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            IF NOT EXISTS (
                SELECT FROM payments.ledger_transactions t
                WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.transaction_id AND t.recorded_in = pg_current_xact_id()) THEN
                RAISE EXCEPTION 'Ledger transaction % is closed. Its entries come with it; what is wrong is reversed.', NEW.transaction_id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_closed';
            END IF;
            IF EXISTS (
                SELECT FROM payments.ledger_entries e WHERE e.tenant_id = NEW.tenant_id AND e.transaction_id = NEW.transaction_id
                GROUP BY e.currency HAVING sum(e.debit) <> sum(e.credit)) THEN
                RAISE EXCEPTION 'Ledger transaction % has debits that are not its credits.', NEW.transaction_id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_balance';
            END IF;
            RETURN NULL;
        END $$;
        REVOKE ALL ON FUNCTION payments.check_ledger_entry() FROM PUBLIC;
        CREATE CONSTRAINT TRIGGER in_balance AFTER INSERT ON payments.ledger_entries
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_ledger_entry();
        """;

    /// <summary>At the end of the database transaction: a transaction has entries, and the ledger says no more of its payment than the payment's row.</summary>
    public const string Transactions =
        """
        CREATE FUNCTION payments.check_ledger_transaction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            payment record;
            said record;
        BEGIN
            IF NEW.recorded_in <> pg_current_xact_id() OR (
                SELECT bool_and(s.debit = s.credit) FROM (
                    SELECT sum(e.debit) AS debit, sum(e.credit) AS credit FROM payments.ledger_entries e
                    WHERE e.tenant_id = NEW.tenant_id AND e.transaction_id = NEW.id GROUP BY e.currency) s) IS NOT TRUE THEN
                RAISE EXCEPTION 'Ledger transaction % has no entries, or debits that are not its credits.', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_balance';
            END IF;
            -- Whoever writes of the same payment waits here, so what is read below still holds when this commits.
            SELECT p.amount, p.captured, p.refunded, p.currency INTO payment FROM payments.payments p
            WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.payment_id FOR NO KEY UPDATE;
            SELECT bool_and(e.currency = payment.currency) AS own, bool_or(t.kind = 'Capture') AS has_capture,
                COALESCE(sum(e.debit - e.credit) FILTER (WHERE e.account = 'provider_holds'), 0) AS held,
                COALESCE(sum(e.credit - e.debit) FILTER (WHERE e.account = 'sales'), 0) AS captured,
                COALESCE(sum(e.debit - e.credit) FILTER (WHERE e.account = 'refunds'), 0) AS refunded
            INTO said
            FROM payments.ledger_transactions t JOIN payments.ledger_entries e ON e.tenant_id = t.tenant_id AND e.transaction_id = t.id
            WHERE t.tenant_id = NEW.tenant_id AND t.payment_id = NEW.payment_id;
            -- The row's own CHECK sees to it that it gives back no more than it has captured, and captures no more than is authorised. A host of before
            -- the ledger may have captured without an entry; then only the row knows of it.
            IF (said.own AND said.held BETWEEN 0 AND payment.amount AND said.captured BETWEEN 0 AND payment.captured
                AND said.refunded BETWEEN 0 AND payment.refunded AND (said.refunded <= said.captured OR NOT said.has_capture)) IS NOT TRUE THEN
                RAISE EXCEPTION 'Ledger transaction % says more of payment % than the payment allows.', NEW.id, NEW.payment_id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_limits';
            END IF;
            RETURN NULL;
        END $$;
        REVOKE ALL ON FUNCTION payments.check_ledger_transaction() FROM PUBLIC;
        CREATE CONSTRAINT TRIGGER within_limits AFTER INSERT ON payments.ledger_transactions
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.check_ledger_transaction();
        """;

    /// <summary>At the end of the database transaction: a reversal is the same as what it reverses, the other way round.</summary>
    public const string Reversals =
        """
        CREATE FUNCTION payments.check_ledger_reversal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            IF NOT EXISTS (
                SELECT FROM payments.ledger_transactions o
                WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.reverses AND o.payment_id = NEW.payment_id AND o.kind <> 'Reversal')
            OR EXISTS (
                SELECT FROM (
                    SELECT e.account, e.currency, CASE e.transaction_id WHEN NEW.id THEN e.debit - e.credit ELSE e.credit - e.debit END AS amount,
                        CASE e.transaction_id WHEN NEW.id THEN 1 ELSE -1 END AS side
                    FROM payments.ledger_entries e WHERE e.tenant_id = NEW.tenant_id AND e.transaction_id IN (NEW.id, NEW.reverses)) b
                GROUP BY b.account, b.currency, b.amount HAVING sum(b.side) <> 0) THEN
                RAISE EXCEPTION 'Ledger transaction % does not reverse %.', NEW.id, NEW.reverses
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_ledger_reversal';
            END IF;
            RETURN NULL;
        END $$;
        REVOKE ALL ON FUNCTION payments.check_ledger_reversal() FROM PUBLIC;
        CREATE CONSTRAINT TRIGGER mirrors AFTER INSERT ON payments.ledger_transactions
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'Reversal') EXECUTE FUNCTION payments.check_ledger_reversal();
        """;

    /// <summary>Takes the rules away again, once their tables are gone.</summary>
    public const string Gone =
        "DROP FUNCTION payments.check_ledger_entry(), payments.check_ledger_transaction(), payments.check_ledger_reversal(), payments.refuse_change()";
}
