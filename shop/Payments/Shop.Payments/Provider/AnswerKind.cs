namespace Shop.Payments.Provider;

/// <summary>How a try ended.</summary>
internal enum AnswerKind
{
    /// <summary>The provider did what it was asked, or says that it had done so.</summary>
    Done,

    /// <summary>The provider refuses; asking the same again is of no use.</summary>
    Refused,

    /// <summary>The provider refuses since it knows no such means of payment; nothing was charged for this try or for any like it.</summary>
    UnknownMethod,

    /// <summary>The provider answered that it failed; another try may succeed.</summary>
    Failed,

    /// <summary>The provider was not reached, so it knows nothing of the try.</summary>
    Unsent,

    /// <summary>The provider was reached, but not heard in time: it may have acted, or may yet.</summary>
    Lost,
}
