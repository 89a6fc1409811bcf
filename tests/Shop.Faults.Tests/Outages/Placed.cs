namespace Shop.Faults.Tests.Outages;

/// <summary>An order that was taken down.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsDeclined">Whether its card is declined.</param>
/// <param name="Began">When it was first asked for, as a timestamp.</param>
/// <param name="Ended">When it was taken down, as a timestamp.</param>
internal sealed record Placed(string Customer, Guid Id, bool IsDeclined, long Began, long Ended);
