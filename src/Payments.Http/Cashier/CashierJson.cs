using System.Text.Json.Serialization;

namespace Payments.Http.Cashier;

/// <summary>The cashier's JSON: camel case, stages by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CashierState))]
internal sealed partial class CashierJson : JsonSerializerContext;
