using System.Numerics;

namespace Roost.Security.Tokens;

/// <summary>
/// Verified tokens for a short while. A fixed table of sets of four, read and written without locks: its size is its bound, there is
/// nothing to sweep, and a lost race costs one verification. Only valid tokens enter, so forged ones can't push others out.
/// </summary>
internal sealed class VerifiedTokenCache
{
    private const int Ways = 4;

    private readonly Entry?[] _entries;
    private readonly ulong _setMask;
    private readonly TimeSpan _lifetime;

    public VerifiedTokenCache(int size, TimeSpan lifetime)
    {
        uint slots = BitOperations.RoundUpToPowerOf2((uint)Math.Max(size, Ways));
        _entries = new Entry?[slots];
        _setMask = slots / Ways - 1;
        _lifetime = lifetime;
    }

    public AccessToken? Find(in TokenDigest digest, KeyRing ring, DateTimeOffset now)
    {
        foreach (ref Entry? slot in SetOf(digest))
        {
            if (Volatile.Read(ref slot) is { } entry && entry.Digest == digest)
            {
                return entry.IsCurrent(ring, now) ? entry.Token : null;
            }
        }

        return null;
    }

    public void Add(in TokenDigest digest, KeyRing ring, AccessToken token, DateTimeOffset now)
    {
        DateTimeOffset until = now + _lifetime < token.ExpiresAt ? now + _lifetime : token.ExpiresAt;
        if (until <= now)
        {
            return;
        }

        Span<Entry?> set = SetOf(digest);
        int victim = 0;
        DateTimeOffset earliest = DateTimeOffset.MaxValue;
        for (int way = 0; way < Ways; way++)
        {
            Entry? entry = Volatile.Read(ref set[way]);
            if (entry is null || entry.Digest == digest)
            {
                victim = way;
                break;
            }

            if (entry.Until < earliest)
            {
                (victim, earliest) = (way, entry.Until);
            }
        }

        Volatile.Write(ref set[victim], new Entry(digest, ring, token, now, until));
    }

    private Span<Entry?> SetOf(in TokenDigest digest) => _entries.AsSpan((int)(digest.First & _setMask) * Ways, Ways);

    private sealed class Entry(TokenDigest digest, KeyRing ring, AccessToken token, DateTimeOffset from, DateTimeOffset until)
    {
        public TokenDigest Digest { get; } = digest;

        public AccessToken Token => token;

        public DateTimeOffset Until => until;

        /// <summary>Not when the keys have changed since, and not when the clock was set back behind the verification.</summary>
        public bool IsCurrent(KeyRing currentRing, DateTimeOffset now) => ReferenceEquals(ring, currentRing) && now >= from && now < until;
    }
}
