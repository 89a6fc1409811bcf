using System.ComponentModel.DataAnnotations;

namespace Shop.Orders.Contracts;

/// <summary>Asks for a page of the orders that were confirmed in a range of time. The next page begins at the last order of the one before.</summary>
/// <param name="From">The first moment that counts; on a further page when the last order was confirmed.</param>
/// <param name="Until">The first moment that does not.</param>
/// <param name="After">The last order of the page before; the empty id for the first page.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListSales(DateTimeOffset From, DateTimeOffset Until, Guid After, [Range(1, 1000)] int Limit);
