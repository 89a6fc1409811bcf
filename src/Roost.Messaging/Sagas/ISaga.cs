namespace Roost.Messaging.Sagas;

/// <summary>What a saga says of its own steps.</summary>
/// <typeparam name="TSelf">The saga's own type.</typeparam>
public interface ISaga<TSelf>
    where TSelf : Saga, ISaga<TSelf>
{
    /// <summary>
    /// Says which steps there are, in their order. It is read once, when the application's model is made. Instances that are under way go on as
    /// it says: once a version has run anywhere, other steps are another version. The compiler reads it as well, and holds it to what the project's <c>sagas.txt</c> has written down
    /// (ROOST1401, ROOST1402): so it is one chain of calls, with constants for names.
    /// </summary>
    /// <param name="saga">The definition to fill.</param>
    static abstract void Define(SagaDefinition<TSelf> saga);
}
