namespace Shop.Orders.Contracts;

/// <summary>An order as it is at this moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="Status"><c>pending</c>, <c>confirmed</c>, <c>rejected</c>, <c>cancelling</c> or <c>cancelled</c>.</param>
/// <param name="Total">What it comes to.</param>
public sealed record OrderSnapshot(Guid Id, Guid CustomerId, string Status, Money Total);
