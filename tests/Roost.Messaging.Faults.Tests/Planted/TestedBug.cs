namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A bug in the product's sources, and the tests that must not overlook it.</summary>
/// <param name="Name">Says what is wrong.</param>
/// <param name="Suite">The project whose tests they are.</param>
/// <param name="Tests">Their class, and what the method's name begins with.</param>
/// <param name="Changes">What is changed.</param>
internal sealed record TestedBug(string Name, string Suite, string Tests, params SourceChange[] Changes);
