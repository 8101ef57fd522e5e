CREATE TABLE "mora"."clips" (
	"id" text PRIMARY KEY NOT NULL,
	"thread" jsonb NOT NULL,
	"parents" jsonb NOT NULL,
	"request" jsonb NOT NULL,
	"clip" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
