namespace Payments.Storage.Schema;

/// <summary>One numbered change of the schema.</summary>
internal sealed record SchemaScript(int Number, string Name, string Sql);
