using System.ComponentModel.DataAnnotations;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>By which keys the hosts of a topology know each other. Section <c>Roost:Trust</c>.</summary>
public sealed class TrustOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Trust";

    /// <summary>This host's own key: an EC P-256 private key as PKCS#8, in PEM or Base64. A secret, which no other host has.</summary>
    /// <value>The default is none, which a host with a topology cannot do with.</value>
    public string? Key { get; set; }

    /// <summary>The key that this host had before, while others still know it by that one.</summary>
    /// <value>The default is none.</value>
    public string? PreviousKey { get; set; }

    /// <summary>The public keys of the other hosts by their names: SubjectPublicKeyInfo in PEM or Base64; one that is to come stands behind the present one, with a comma in between.</summary>
    /// <value>The default is none.</value>
    public IDictionary<string, string> Hosts { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether hosts speak TLS with each other. The certificate of a host's internal port stands in <c>Kestrel:Endpoints:internal</c>, whose address then begins with
    /// <c>https</c>, and must be one that the machines of the others trust.
    /// </summary>
    /// <value>The default is <see langword="false"/>: calls are authentic either way, and can be read by whoever can listen on the network.</value>
    public bool IsEncrypted { get; set; }

    /// <summary>How far the clocks of two hosts may be apart, and how long a call that somebody has listened to could be sent again.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromSeconds(30);
}
