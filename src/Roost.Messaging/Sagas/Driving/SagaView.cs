namespace Roost.Messaging.Sagas.Driving;

/// <summary>Where an instance stands, as its driver knows it.</summary>
internal sealed record SagaView
{
    public required string Key { get; init; }

    public required int Revision { get; init; }

    public required bool IsBackward { get; init; }

    /// <summary>The signal that it waits for, as it was written down.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>How long it still waits, less than nothing if that is over; <see langword="null"/>: for ever, or it does not wait.</summary>
    public TimeSpan? Waits { get; init; }

    /// <summary>Whether somebody wants it undone.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>The signal that it waited for and that has come.</summary>
    public ArrivedSignal? Signal { get; init; }

    /// <summary>Why it is undone.</summary>
    public string? Error { get; init; }

    public required SagaProgress Progress { get; init; }

    public required byte[] State { get; init; }

    /// <summary>Where it stands when a record was written.</summary>
    public SagaView After(SagaRecord record, SagaAnswer answer)
    {
        var isUnwanted = answer.Became == "unwanted";
        return this with
        {
            Revision = Revision + 1,
            IsBackward = record.Status == SagaStatus.Backward,
            Progress = (isUnwanted ? record.IfUnwanted : null) ?? record.Progress,
            State = record.State ?? State,
            Error = record.Error,
            WaitsFor = record.WaitsFor,
            Waits = record.After,
            Signal = answer.Signal,
            IsUnwanted = isUnwanted,
        };
    }
}

/// <summary>A signal that nobody has used yet.</summary>
internal sealed record ArrivedSignal(Guid Id, byte[] Payload);
