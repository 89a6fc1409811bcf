namespace Roost.Configuration.Reference;

/// <summary>What stands under a key.</summary>
internal enum KeyShape
{
    Value,
    List,
    Map,
    Section,
}
