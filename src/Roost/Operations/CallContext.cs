namespace Roost.Operations;

/// <summary>
/// For whom and under what name the present operation runs. Every entrance sets it before anything else is resolved,
/// and it travels with contract calls, jobs and events. Inject it wherever it is needed.
/// </summary>
/// <param name="Tenant">The tenant; <see langword="null"/> for work that belongs to none, which then sees no tenant's rows.</param>
/// <param name="Principal">Who acts.</param>
/// <param name="CorrelationId">The name under which all that one request caused can be found, 1 to 128 visible ASCII characters.</param>
/// <param name="Deadline">When the caller stops waiting; <see langword="null"/> if never.</param>
public sealed record CallContext(TenantId? Tenant, Principal Principal, string CorrelationId, DateTimeOffset? Deadline = null)
{
    /// <summary>The tenant, where there must be one.</summary>
    /// <exception cref="InvalidOperationException">The operation belongs to no tenant.</exception>
    public TenantId RequiredTenant => Tenant ?? throw new InvalidOperationException(
        "This operation belongs to no tenant. Require one at its entrance (a signed-in principal or the X-Tenant header), or do the work without a tenant.");
}
