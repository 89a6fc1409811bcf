// Reads one question a line, answers one line: the other side of what our own code says.
import { createInterface } from "node:readline";
import {
  SignJWT, calculateJwkThumbprint, createLocalJWKSet, exportJWK, generateKeyPair, importJWK, jwtVerify,
} from "jose";

const questions = {
  async verify({ token, jwks, issuer, audience, typ }) {
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer, audience, typ });
    return { payload, header: protectedHeader };
  },
  async key({ alg }) {
    const pair = await generateKeyPair(alg, { extractable: true });
    return { private: await exportJWK(pair.privateKey), public: await exportJWK(pair.publicKey) };
  },
  async sign({ jwk, header, payload }) {
    const key = await importJWK(jwk, header.alg);
    return { token: await new SignJWT(payload).setProtectedHeader(header).sign(key) };
  },
  async thumbprint({ jwk }) {
    return { thumbprint: await calculateJwkThumbprint(jwk) };
  },
  async normalize({ texts }) {
    return { texts: texts.map((text) => text.normalize("NFC")) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...question } = JSON.parse(line);
  let answer;
  try {
    answer = { ok: true, ...(await questions[ask](question)) };
  } catch (error) {
    answer = { ok: false, code: error.code ?? String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
