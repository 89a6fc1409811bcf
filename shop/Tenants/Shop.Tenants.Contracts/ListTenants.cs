using System.ComponentModel.DataAnnotations;

namespace Shop.Tenants.Contracts;

/// <summary>Asks for a page of the open shops.</summary>
/// <param name="After">The last shop of the page before; the empty id for the first page.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListTenants(Guid After, [Range(1, 1000)] int Limit);
