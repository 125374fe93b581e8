using System.Text.Json;
using System.Text.Json.Serialization;

namespace Payments.Http.Cashier;

/// <summary>The cashier's JSON: camel case, stages by name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CashierStageJson)])]
[JsonSerializable(typeof(CashierState))]
[JsonSerializable(typeof(HeadlessCoins))]
[JsonSerializable(typeof(HeadlessError))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class CashierJson : JsonSerializerContext;

/// <summary>Writes stages by name, in camel case.</summary>
internal sealed class CashierStageJson() : JsonStringEnumConverter<CashierStage>(JsonNamingPolicy.CamelCase);
