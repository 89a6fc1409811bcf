using Roost;

namespace Shop.Payments.Ledger;

internal static class LedgerErrors
{
    public static Error UnknownAccount => Error.Invalid(new Dictionary<string, string[]>
    {
        ["account"] = [$"There is no such account. There are {string.Join(", ", Accounts.All.Select(account => account.Code))}."],
    });
}
