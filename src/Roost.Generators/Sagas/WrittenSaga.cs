namespace Roost.Generators.Sagas;

/// <summary>One line of <c>sagas.txt</c>: a version of a saga, with its state and its steps.</summary>
internal sealed record WrittenSaga(string Name, int Version, string Line);
