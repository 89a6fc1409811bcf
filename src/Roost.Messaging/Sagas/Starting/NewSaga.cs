using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Sagas.Driving;

namespace Roost.Messaging.Sagas.Starting;

/// <summary>An instance on its way into the database.</summary>
internal sealed record NewSaga(Guid Id, SagaFact Fact, string Key, SagaProgress Progress, byte[] State, TimeSpan? After);

/// <summary>A signal on its way into the database.</summary>
internal sealed record NewSignal(Guid Id, string Saga, string Key, string Name, byte[] Payload);
