using System.Collections.Concurrent;

namespace Roost.Security.Tokens;

/// <summary>
/// Instances of one key, one for each thread that uses it at the same moment: the framework does not promise
/// that an <see cref="System.Security.Cryptography.AsymmetricAlgorithm"/> can be shared, and importing costs more than verifying.
/// </summary>
internal sealed class KeyPool<TKey>(Func<TKey> import) where TKey : IDisposable
{
    private readonly ConcurrentQueue<TKey> _idle = new();

    public TKey Rent() => _idle.TryDequeue(out TKey? key) ? key : import();

    /// <summary>Called only after a use that went well: an instance that threw is left to the finalizer.</summary>
    public void Return(TKey key)
    {
        if (_idle.Count < Environment.ProcessorCount)
        {
            _idle.Enqueue(key);
        }
        else
        {
            key.Dispose();
        }
    }
}
