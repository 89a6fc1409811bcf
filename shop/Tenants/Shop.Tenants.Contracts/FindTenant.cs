using System.ComponentModel.DataAnnotations;

namespace Shop.Tenants.Contracts;

/// <summary>Asks for a shop.</summary>
/// <param name="Slug">Its name in addresses and in the <c>X-Tenant</c> header.</param>
public sealed record FindTenant([Required, StringLength(63)] string Slug);
