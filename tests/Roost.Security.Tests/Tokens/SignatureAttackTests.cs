using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class SignatureAttackTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public void A_signature_of_zeros_is_refused() => FaultOf(new byte[64]).ShouldBe(TokenFault.BadSignature);

    [Fact]
    public void A_signature_with_r_or_s_of_zero_or_of_the_order_is_refused()
    {
        byte[] good = Sign(), zero = new byte[32];
        byte[] order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        byte[] all = [.. Enumerable.Repeat((byte)0xFF, 32)];

        foreach (byte[] half in new[] { zero, order, all })
        {
            FaultOf([.. half, .. good[32..]]).ShouldBe(TokenFault.BadSignature);
            FaultOf([.. good[..32], .. half]).ShouldBe(TokenFault.BadSignature);
            FaultOf([.. half, .. half]).ShouldBe(TokenFault.BadSignature);
        }
    }

    [Fact]
    public void A_signature_in_DER_is_refused() =>
        FaultOf(_bench.Key.SignData(SigningInput(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)).ShouldBe(TokenFault.BadSignature);

    [Fact]
    public void A_signature_cut_or_extended_is_refused()
    {
        byte[] good = Sign();
        for (int length = 1; length < good.Length; length++)
        {
            FaultOf(good[..length]).ShouldBe(TokenFault.BadSignature);
        }

        FaultOf([.. good, 0]).ShouldBe(TokenFault.BadSignature);
        FaultOf([0, .. good]).ShouldBe(TokenFault.BadSignature);
        FaultOf([.. good, .. good]).ShouldBe(TokenFault.BadSignature);
    }

    [Fact]
    public void A_signature_over_another_hash_is_refused() =>
        FaultOf(_bench.Key.SignData(SigningInput(), HashAlgorithmName.SHA384)).ShouldBe(TokenFault.BadSignature);

    [Fact]
    public void A_signature_by_another_key_under_our_key_id_is_refused()
    {
        using ECDsa attacker = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        _bench.Fault(_bench.Sign(_bench.Header().ToJsonString(), _bench.Payload().ToJsonString(), attacker)).ShouldBe(TokenFault.BadSignature);
    }

    [Fact]
    public void A_signature_of_another_token_is_refused()
    {
        string one = _bench.Issue(), other = _bench.Issue();

        _bench.Fault(one[..one.LastIndexOf('.')] + other[other.LastIndexOf('.')..]).ShouldBe(TokenFault.BadSignature);
    }

    private TokenFault FaultOf(byte[] signature) =>
        _bench.Fault($"{Encoding.ASCII.GetString(SigningInput())}.{Base64Url.EncodeToString(signature)}");

    private byte[] Sign() => _bench.Key.SignData(SigningInput(), HashAlgorithmName.SHA256);

    private byte[] SigningInput() => Encoding.ASCII.GetBytes(
        $"{Workbench.Encode(_bench.Header().ToJsonString())}.{Workbench.Encode(_bench.Payload().ToJsonString())}");
}
