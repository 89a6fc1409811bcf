using Microsoft.Extensions.Options;

namespace Roost.Security.Tokens;

internal sealed class ConfiguredKeys(IOptions<TokenOptions> options) : IKeyRingSource
{
    private readonly Lazy<KeyRing> _ring = new(() => new KeyRingBuilder(options.Value).Build());

    public KeyRing Current => _ring.Value;
}
