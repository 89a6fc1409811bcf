namespace Roost.Security.Tokens;

/// <summary>Where the keys of this moment come from. Asked for each token, so a source may change the ring while the host runs.</summary>
internal interface IKeyRingSource
{
    KeyRing Current { get; }
}
