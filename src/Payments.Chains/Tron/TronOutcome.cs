using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;

namespace Payments.Chains.Tron;

/// <summary>
/// A transaction's outcome as its block has it, an entry of <c>ret</c>. It is part of the transaction's bytes, so the block's root covers
/// it.
/// </summary>
/// <param name="Fee">In sun; blocks of today have none.</param>
/// <param name="Code">0, or 1 for a failure.</param>
/// <param name="Result">What became of the contract, by its number in <c>contractResult</c> of java-tron's <c>Tron.proto</c>.</param>
internal readonly record struct TronOutcome(long Fee, long Code, long Result)
{
    private const int FeeField = 1, CodeField = 2, ResultField = 3;
    private const int Success = 1;

    private static readonly byte[][] Codes = Bytes("SUCESS", "FAILED");

    private static readonly byte[][] Results = Bytes(
        "DEFAULT", "SUCCESS", "REVERT", "BAD_JUMP_DESTINATION", "OUT_OF_MEMORY", "PRECOMPILED_CONTRACT", "STACK_TOO_SMALL",
        "STACK_TOO_LARGE", "ILLEGAL_OPERATION", "STACK_OVERFLOW", "OUT_OF_ENERGY", "OUT_OF_TIME", "JVM_STACK_OVER_FLOW", "UNKNOWN",
        "TRANSFER_FAILED", "INVALID_CODE");

    /// <summary>Whether the contract ran to its end. A result that is missing is no success.</summary>
    public bool Succeeded => Result == Success;

    /// <summary>Reads the entry that the reader is inside of.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="isWhole">Whether all in it is known here; else its bytes cannot be written.</param>
    public static TronOutcome Read(ref Utf8JsonReader reader, out bool isWhole)
    {
        var (fee, code, result) = (0L, 0L, 0L);
        isWhole = true;
        while (AnswerJson.NextField(ref reader))
        {
            if (reader.ValueTextEquals("contractRet"u8)) result = Number(ref reader, Results);
            else if (reader.ValueTextEquals("ret"u8)) code = Number(ref reader, Codes);
            else if (reader.ValueTextEquals("fee"u8)) fee = AnswerJson.Number(ref reader);
            else
            {
                isWhole = false;
                reader.Skip();
            }
        }
        isWhole &= code >= 0 && result >= 0;
        return new TronOutcome(fee, code, result);
    }

    /// <summary>Writes its bytes.</summary>
    public void Write(ProtoWriter message)
    {
        message.Number(FeeField, Fee);
        message.Number(CodeField, Code);
        message.Number(ResultField, Result);
    }

    /// <summary>A name's number, or -1 for one that is not known here.</summary>
    private static int Number(ref Utf8JsonReader reader, byte[][] names)
    {
        reader.Read();
        for (var i = 0; i < names.Length; i++)
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(names[i])) return i;
        reader.Skip();
        return -1;
    }

    private static byte[][] Bytes(params string[] names) => [.. names.Select(Encoding.ASCII.GetBytes)];
}
