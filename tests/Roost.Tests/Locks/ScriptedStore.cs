using System.Threading.Channels;
using Roost.Locks;

namespace Roost.Tests.Locks;

/// <summary>A store that answers when the test says so, and heeds no token: what a lease does with a slow answer is seen at chosen moments only.</summary>
internal sealed class ScriptedStore : ILockStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Channel<Question> _keeps = Channel.CreateUnbounded<Question>();
    private readonly Channel<Question> _releases = Channel.CreateUnbounded<Question>();

    /// <summary>Whether it was asked to keep a lock and the test has not seen it.</summary>
    public bool HasUnseenKeep => _keeps.Reader.Count > 0;

    public Task<long?> TryTakeAsync(string name, TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException("The tests make leases themselves.");

    public Task<bool> KeepAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken) => Ask(_keeps, token, cancellationToken);

    public Task ReleaseAsync(string name, long token, CancellationToken cancellationToken) => Ask(_releases, token, cancellationToken);

    /// <summary>Waits until it is asked to keep a lock.</summary>
    public Task<Question> KeepAskedAsync() => _keeps.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Waits until it is asked to let go of a lock.</summary>
    public Task<Question> ReleaseAskedAsync() => _releases.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private static Task<bool> Ask(Channel<Question> questions, long token, CancellationToken cancellationToken)
    {
        var question = new Question(token, cancellationToken);
        questions.Writer.TryWrite(question);
        return question.Answered;
    }

    internal sealed class Question(long token, CancellationToken end)
    {
        private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Token => token;

        /// <summary>Whether who asked has given up.</summary>
        public bool IsGivenUp => end.IsCancellationRequested;

        public Task<bool> Answered => _answer.Task;

        public void Answer(bool yes) => _answer.SetResult(yes);

        public void Fail() => _answer.SetException(new IOException("The store is away."));
    }
}
