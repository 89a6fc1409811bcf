using Roost.Messaging.Faults.Tests.Proxy;
using Shop.Faults.Tests.Scenes;
using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests.Planted;

/// <summary>One for each sort of law, in the database or on the way to the provider.</summary>
internal static class PlantedBugs
{
    private const string Charge = "POST /v1/charges";

    public static readonly IReadOnlyList<PlantedBug> All =
    [
        new("the provider is asked again under another key", "Provider: of confirmed order", At("checkout", Charge)) { RenewsKeys = true },
        new("an order is not found by the request that it came from", "Orders: 2 instead of 1", At("checkout", "commit"))
        {
            Sql = Trigger("orders.orders", "INSERT", "NEW.operation_id := gen_random_uuid();"),
        },
        new("what is released stays away", "Stock: of product", At("declined", Charge))
        {
            Sql = Trigger("inventory.stocks", "UPDATE", "NEW.available := least(OLD.available, NEW.available);"),
        },
        new("what is sold is forgotten to be so", "Reservations: order", At("checkout", Charge))
        {
            Sql = Trigger("inventory.reservations", "UPDATE", "IF NEW.state = 'Sold' AND OLD.state = 'Held' THEN NEW.state := 'Released'; END IF;"),
        },
        new("the ledger has another name for a movement than the provider", "Ledger: only here", At("refund", "POST /v1/charges/{id}/refunds"))
        {
            Sql = Trigger("payments.ledger_transactions", "INSERT", "NEW.provider_key := NEW.provider_key || '-';"),
        },
    ];

    /// <summary>Those that show only where hosts have databases of their own.</summary>
    public static readonly IReadOnlyList<PlantedBug> BetweenHosts =
    [
        new("the inbox forgets what has come", "has come 2 times", At("checkout", "office /events", "money-workers"))
        {
            Module = "reports",
            Sql = Trigger("roost.inbox", "INSERT", "DELETE FROM roost.inbox WHERE event_id = NEW.event_id;", "AFTER"),
        },
        new("an event that was not taken in is not sent again", "has not come", At("checkout", "roost.event_receive", "office", Moment.Withheld))
        {
            Sql = Trigger("roost.job", "UPDATE", "IF NEW.kind LIKE '%.forward-%' AND OLD.state = 2 AND NEW.state = 0 THEN DELETE FROM roost.job WHERE id = NEW.id; RETURN NULL; END IF;"),
        },
    ];

    private static Visit At(string scene, string statement, string host = OneHostShop.Host, Moment moment = Moment.Answered) =>
        new(Scene.All.Single(one => one.Name == scene), new(statement, 1, moment), host);

    private static string Trigger(string table, string change, string code, string when = "BEFORE") =>
        $"""
        CREATE FUNCTION public.planted() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN {code} RETURN NEW; END $function$;
        CREATE TRIGGER planted {when} {change} ON {table} FOR EACH ROW EXECUTE FUNCTION public.planted();
        """;
}
