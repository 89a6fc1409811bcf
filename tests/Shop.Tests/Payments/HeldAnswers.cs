namespace Shop.Tests.Payments;

/// <summary>Answers that are on their way and do not arrive until they are let go.</summary>
internal sealed class HeldAnswers
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first of them is there.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void LetGo() => _gone.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _gone.Task.WaitAsync(cancellationToken);
    }
}
