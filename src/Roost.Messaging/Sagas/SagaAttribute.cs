namespace Roost.Messaging.Sagas;

/// <summary>Names a saga, and says which version of it a class is. Without it the name is the class's own: <c>checkout</c> for <c>Checkout</c>, and the version is 1.</summary>
/// <param name="name">The saga's name behind the module's, in lower-case letters, digits and hyphens: all its versions have the same.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SagaAttribute(string name) : Attribute
{
    /// <summary>The saga's name behind the module's.</summary>
    public string Name { get; } = name;

    /// <summary>Which version these steps are. Instances go on under the version that they began with, and new ones begin with the highest.</summary>
    /// <value>The default is 1.</value>
    public int Version { get; set; } = 1;
}
