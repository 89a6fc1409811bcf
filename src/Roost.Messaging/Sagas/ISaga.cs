namespace Roost.Messaging.Sagas;

/// <summary>What a saga says of its own steps.</summary>
/// <typeparam name="TSelf">The saga's own type.</typeparam>
public interface ISaga<TSelf>
    where TSelf : Saga, ISaga<TSelf>
{
    /// <summary>
    /// Says which steps there are, in their order. It is read once, when the application's model is made. Instances that are under way go on as
    /// it says: once a version has run anywhere, another order or name of steps is another version.
    /// </summary>
    /// <param name="saga">The definition to fill.</param>
    static abstract void Define(SagaDefinition<TSelf> saga);
}
