namespace Roost.Generators;

/// <summary>Metadata names of what the generators look for; they have no reference to the assemblies that declare it.</summary>
internal static class KnownNames
{
    public const string Contract = "Roost.ContractAttribute";
    public const string Idempotent = "Roost.IdempotentAttribute";
    public const string IntegrationEvent = "Roost.IntegrationEventAttribute";
    public const string GeneratedModel = "Roost.GeneratedModelAttribute";
    public const string Module = "Roost.Modules.Module";
    public const string ModuleName = "Roost.Modules.ModuleAttribute";
    public const string Uses = "Roost.Modules.UsesAttribute`1";
    public const string Exports = "Roost.Modules.ExportsAttribute`1";
    public const string SagaOfState = "Roost.Messaging.Sagas.Saga`1";
    public const string SagaInterface = "Roost.Messaging.Sagas.ISaga`1";
    public const string SagaName = "Roost.Messaging.Sagas.SagaAttribute";
    public const string SagaDefinition = "Roost.Messaging.Sagas.SagaDefinition`1";
    public const string SagaBranches = "Roost.Messaging.Sagas.SagaBranches`1";
    public const string StepDeclaration = "Roost.Messaging.Sagas.StepDeclaration";
    public const string Migration = "Microsoft.EntityFrameworkCore.Migrations.MigrationAttribute";
    public const string MigrationClass = "Microsoft.EntityFrameworkCore.Migrations.Migration";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOfResult = "System.Threading.Tasks.Task`1";
    public const string ValidationAttribute = "System.ComponentModel.DataAnnotations.ValidationAttribute";
    public const string ValidatableObject = "System.ComponentModel.DataAnnotations.IValidatableObject";
    public const string JsonPropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string Dictionary = "System.Collections.Generic.IDictionary`2";
    public const string ReadOnlyDictionary = "System.Collections.Generic.IReadOnlyDictionary`2";
    public const string KeyValuePair = "System.Collections.Generic.KeyValuePair`2";
    public const string ImmutableArray = "System.Collections.Immutable.ImmutableArray`1";
    public const string Queryable = "System.Linq.IQueryable";
    public const string ResultOfT = "Roost.Result`1";
}
