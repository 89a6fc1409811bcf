using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Shop.Webhooks;

/// <summary>Whom messages may be sent to, and how long a receiver gets. Section <c>Modules:webhooks</c>.</summary>
internal sealed class WebhooksOptions : IValidatableObject
{
    /// <summary>
    /// Ranges of addresses that messages may go to although they are not public, such as <c>10.1.2.0/24</c>; there plain <c>http</c> is allowed, too.
    /// Whoever owns a shop can have requests sent into these ranges.
    /// </summary>
    /// <value>None by default: public addresses only, by <c>https</c> only.</value>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>How long a receiver gets for one attempt, from looking up its name to the head of its answer.</summary>
    /// <value>The default is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many endpoints a shop may have.</summary>
    /// <value>The default is 20.</value>
    [Range(1, 1000)]
    public int MaxEndpoints { get; set; } = 20;

    /// <summary>How long messages are signed with the secret before, too, once a secret was changed.</summary>
    /// <value>The default is 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a delivery stays in the history when it has ended. The same event again makes no second delivery for as long as the first is there.</summary>
    /// <value>The default is 30 days.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AllowedNetworks
        .Where(network => !IsRange(network))
        .Select(network => new ValidationResult($"'{network}' is no range of addresses. Write its first address and the length of its prefix, such as 10.1.2.0/24.", [nameof(AllowedNetworks)]));

    // IPNetwork takes 10.1.2.3/8 for 10.0.0.0/8, which may be far more than was meant.
    private static bool IsRange(string text) =>
        IPNetwork.TryParse(text, out var network) && IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/')), out var first) && first.Equals(network.BaseAddress);
}
