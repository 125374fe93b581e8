using System.Text.Json;
using Payments.Testing.Gateway.Documents;

namespace Payments.Http.Tests.OpenApi;

/// <summary>What holds answers against the documents finds what is wrong with them.</summary>
public sealed class JsonShapeTests
{
    private const string Document = """
        { "schemas": {
          "Id": { "type": "string", "pattern": "^[0-9a-f]+$" },
          "Base": { "type": "object", "required": ["ok"], "properties": { "ok": { "const": true } } },
          "Coin": { "type": "object", "required": ["id"],
            "properties": { "id": { "$ref": "#/schemas/Id" }, "note": { "type": ["string", "null"] } } },
          "Both": { "allOf": [{ "$ref": "#/schemas/Base" }, { "$ref": "#/schemas/Coin" }] },
          "Maybe": { "oneOf": [{ "$ref": "#/schemas/Coin" }, { "type": "null" }] },
          "Open": { "type": "object", "properties": { "a": { "type": "integer" } }, "additionalProperties": { "type": "boolean" } },
          "List": { "type": "array", "items": { "enum": ["a", "b"] } },
          "Odd": { "type": "object", "minProperties": 1 } } }
        """;

    [Theory]
    [InlineData("Coin", """{"id":"0f"}""", null)]
    [InlineData("Coin", """{"id":"0f","note":null}""", null)]
    [InlineData("Coin", """{"id":"xyz"}""", ".id: xyz does not fit ^[0-9a-f]+$")]
    [InlineData("Coin", """{"note":"n"}""", ".id: is missing")]
    [InlineData("Coin", """{"id":"0f","more":1}""", ".more: is not documented")]
    [InlineData("Coin", """{"id":"0f","note":7}""", ".note: is Number, and documented as [\"string\",\"null\"]")]
    [InlineData("Coin", "[]", ": is Array, and documented as object")]
    [InlineData("Both", """{"ok":true,"id":"0f"}""", null)]
    [InlineData("Both", """{"ok":true,"id":"0f","more":1}""", ".more: is not documented")]
    [InlineData("Both", """{"ok":false,"id":"0f"}""", ".ok: is False, and documented as True")]
    [InlineData("Maybe", "null", null)]
    [InlineData("Maybe", """{"id":"0f","more":1}""", ".more: is not documented")]
    [InlineData("Open", """{"a":1,"b":true}""", null)]
    [InlineData("Open", """{"a":1.5,"b":true}""", ".a: is Number, and documented as integer")]
    [InlineData("Open", """{"a":1,"b":"x"}""", ".b: is String, and documented as boolean")]
    [InlineData("List", """["a","c"]""", "[1]: is c, and documented as one of [\"a\", \"b\"]")]
    [InlineData("Odd", """{"a":1}""", ": nobody checks the keyword minProperties")]
    public void A_value_is_held_against_its_schema(string schema, string json, string? fault)
    {
        using var document = JsonDocument.Parse(Document);
        using var value = JsonDocument.Parse(json);
        var judged = document.RootElement.GetProperty("schemas").GetProperty(schema);
        var faults = new JsonShape(document.RootElement).Faults(value.RootElement, judged);
        faults.Select(found => found.Replace(", ", ",", StringComparison.Ordinal)).Should()
            .Equal(fault is null ? [] : [fault.Replace(", ", ",", StringComparison.Ordinal)]);
    }
}
