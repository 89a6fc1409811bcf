using System.ComponentModel.DataAnnotations;

namespace Shop.Payments;

/// <summary>How the payment provider is reached, and how far back its statement is read. Section <c>Modules:payments</c>.</summary>
internal sealed class PaymentsOptions : IValidatableObject
{
    /// <summary>The address of the provider's interface, by <c>https</c> or <c>http</c>, such as <c>https://api.provider.example/</c>.</summary>
    [Required(ErrorMessage = "There is no address of the payment provider. For development, ./roost up brings a sandbox along.")]
    public Uri? ProviderUrl { get; set; }

    /// <summary>
    /// How long the provider gets for one try. A call makes up to three, unless the request that it serves would time out before the last.
    /// </summary>
    /// <value>The default is 8 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How many days, yesterday included, the ledger is compared for with the provider's statement every night.</summary>
    /// <value>The default is 2 days.</value>
    [Range(1, 31)]
    public int ReconcileDays { get; set; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ProviderUrl is { } url && !(url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)))
        {
            yield return new($"The address must begin with https:// or http://, not '{url}'.", [nameof(ProviderUrl)]);
        }
    }
}
