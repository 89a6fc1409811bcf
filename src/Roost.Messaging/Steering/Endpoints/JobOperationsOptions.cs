namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Who may look at the jobs of all tenants, and steer them.</summary>
public sealed class JobOperationsOptions
{
    /// <summary>The authorization policy that lets operators in. It is the application's: who passes sees what all tenants' jobs hold.</summary>
    /// <value>There is none by default, and a host does not start without one.</value>
    public string? Policy { get; set; }
}
