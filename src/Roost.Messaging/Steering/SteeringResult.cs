namespace Roost.Messaging.Steering;

/// <summary>What became of what an operator asked for.</summary>
public enum SteeringResult
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>The job runs, and its worker was asked to let go of it.</summary>
    Asked,

    /// <summary>There is none, or none that this could be done to.</summary>
    NotFound,

    /// <summary>Another job has the unique key meanwhile.</summary>
    KeyTaken,
}
